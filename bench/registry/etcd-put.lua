-- New keys with a value of the size of a registration, through etcd's HTTP gateway.
local n, run, value = 0, os.getenv("RUN"), os.getenv("VALUE")
function request()
  n = n + 1
  return wrk.format("POST", "/v3/kv/put", {["Content-Type"] = "application/json"}, '{"key":"' .. os.getenv("PREFIX") .. string.format("%08d", n) .. '","value":"' .. value .. '"}')
end
