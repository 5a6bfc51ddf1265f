-- New instances, each with an id and an endpoint of its own; 100 instances a service. Nobody renews them, so their leases
-- outlast the bench: what the end of thousands of them costs is another question.
local n, run = 0, os.getenv("RUN")
function request()
  n = n + 1
  local id = run .. "-" .. n
  local body = string.format(
    '{"serviceName":"svc-%s-%d","serviceId":"i-%s","address":"10.%d.%d.%d","port":%d,"metadata":{"version":"1.4.2","team":"checkout"},"tags":["blue","eu"],"leaseSeconds":3600}',
    run, math.floor(n / 100), id, os.getenv("NET"), math.floor(n / 250) % 250, n % 250 + 1, 1024 + math.floor(n / 62500))
  return wrk.format("POST", "/api/ServiceRegistration/register", {["X-API-Key"] = os.getenv("KEY"), ["Content-Type"] = "application/json"}, body)
end
