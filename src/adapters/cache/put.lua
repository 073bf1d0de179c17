-- Puts records in their places unless what is there is newer.
-- KEYS: the places. ARGV: for each place its record and the milliseconds for which it is kept.
-- A record has its flags in byte 2 (1: a floor) and its version in bytes 3 to 10, big-endian and signed; the two halves of
-- the version are compared apart, because a Lua number holds only 53 bits exactly.
local stored = 0
for place, key in ipairs(KEYS) do
  local record, time = ARGV[2 * place - 1], ARGV[2 * place]
  local held = redis.call('GETRANGE', key, 0, 9)
  local takes = true
  if #held == 10 then
    local held_high, held_low = struct.unpack('>i4I4', held, 3)
    local high, low = struct.unpack('>i4I4', record, 3)
    if high == held_high and low == held_low then
      takes = string.byte(record, 2) % 2 == 0
    else
      takes = high > held_high or (high == held_high and low > held_low)
    end
  end
  if takes then
    redis.call('SET', key, record, 'PX', time)
    stored = stored + 1
  end
end
return stored
