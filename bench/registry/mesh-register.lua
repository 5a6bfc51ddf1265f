-- New instances, each with an id and an endpoint of its own; 100 instances a service.
local n, run = 0, os.getenv("RUN")
function request()
  n = n + 1
  local id = run .. "-" .. n
  local body = string.format(
    '{"serviceName":"svc-%s-%d","serviceId":"i-%s","address":"10.%d.%d.%d","port":%d,"metadata":{"version":"1.4.2","team":"checkout"},"tags":["blue","eu"]}',
    run, math.floor(n / 100), id, os.getenv("NET"), math.floor(n / 250) % 250, n % 250 + 1, 1024 + math.floor(n / 62500))
  return wrk.format("POST", "/api/ServiceRegistration/register", {["X-API-Key"] = os.getenv("KEY"), ["Content-Type"] = "application/json"}, body)
end
