-- Renews the leases of 1,000 instances in turn.
local n = 0
function request()
  n = n % 1000 + 1
  return wrk.format("POST", "/api/ServiceRegistration/heartbeat/i-seed-" .. n, {["X-API-Key"] = os.getenv("KEY")}, "")
end
