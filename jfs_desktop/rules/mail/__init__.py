"""Who a message may go to and what becomes of it; a Jobcentre's request read and answered."""
