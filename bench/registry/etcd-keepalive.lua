-- Keeps 1,000 leases alive in turn.
local leases, n = {}, 0
for lease in io.lines(os.getenv("LEASES")) do leases[#leases + 1] = lease end
function request()
  n = n % #leases + 1
  return wrk.format("POST", "/v3/lease/keepalive", {["Content-Type"] = "application/json"}, '{"ID":"' .. leases[n] .. '"}')
end
