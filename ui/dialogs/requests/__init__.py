"""The Jobcentre's requests for a plan: logged, settled, answered, taken back."""
