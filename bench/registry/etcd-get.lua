-- A linearizable read of one key out of 1,000.
local keys, n = {}, 0
for key in io.lines(os.getenv("KEYS")) do keys[#keys + 1] = key end
function request()
  n = n % #keys + 1
  return wrk.format("POST", "/v3/kv/range", {["Content-Type"] = "application/json"}, '{"key":"' .. keys[n] .. '"}')
end
