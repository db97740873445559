mkdir 2025-03-04
touch 2025-03-04/møde.yaml
