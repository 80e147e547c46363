"""Takes dossiers from ODK Collect, Enketo and whatever else speaks OpenRosa 1.0."""
