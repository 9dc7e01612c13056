"""All that a case holds as proof: its documents in one list with copies of them, its evidence by the stages,
certificates, logs, and the packs for whoever audits it."""
