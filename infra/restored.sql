-- To be run once in a mesh store that was put back from a backup, before the first function app starts again:
--   psql --file infra/restored.sql        or        sqlite3 mesh.db < infra/restored.sql
-- The store is another one from here on, and begins a new epoch: its first route table waits for Mesh:Grace, so that
-- instances which registered after the backup come back before they would be missing in it. Gateways serve on meanwhile.
UPDATE "MeshState" SET "StoreId" = NULL, "Epoch" = 0, "EpochStartedAt" = NULL, "PublishedEpoch" = 0, "PublishedVersion" = 0;
