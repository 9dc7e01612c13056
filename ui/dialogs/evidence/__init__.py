"""Evidence kept of contact, that a document went out, its certificate, packs for an audit."""
