mkdir -p tom/2025-01-01
