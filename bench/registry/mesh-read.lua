-- One instance out of 1,000.
local n = 0
function request()
  n = n % 1000 + 1
  return wrk.format("GET", "/api/ServiceDiscovery/instances/i-seed-" .. n, {["X-API-Key"] = os.getenv("KEY")})
end
