"""The device's side of the exchange with head office: enrolment and keys, bundles, receipts."""
