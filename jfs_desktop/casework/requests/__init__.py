"""The Jobcentre's requests for a plan: logged, matched with a case, and answered."""
