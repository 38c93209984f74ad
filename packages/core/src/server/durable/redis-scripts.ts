/** Functions that all scripts share. Unless a script says otherwise, KEYS[1] is the hash of a session, and KEYS[2] is the list of its records. */
const SHARED = `
local function now()
  local t = redis.call('TIME')
  return t[1] * 1000 + math.floor(t[2] / 1000)
end
local function holds(key, epoch)
  local row = redis.call('HMGET', key, 'state', 'owner', 'epoch')
  return row[1] == 'live' and row[2] and row[3] == epoch
end
`

/** A script and the number of its keys. */
export interface Script {
  readonly text: string
  readonly keys: number
}

const script = (keys: number, text: string): Script => ({ keys, text: SHARED + text })

/** The scripts of the store. In scripts that change it, the last key is the index of all sessions, which is ordered by opening time. */
export const SCRIPTS = {
  open: script(
    2,
    `if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
     local n = now()
     redis.call('HSET', KEYS[1], 'id', ARGV[1], 'app', ARGV[2], 'version', ARGV[3], 'secretHash', ARGV[4], 'owner', ARGV[5], 'state', 'live',
       'epoch', 1, 'leaseUntil', n + ARGV[6], 'first', 1, 'lastSeq', 0, 'openedAt', n, 'seenAt', n)
     if ARGV[7] then redis.call('HSET', KEYS[1], 'user', ARGV[7]) end
     redis.call('ZADD', KEYS[2], n, ARGV[1])
     return 1`,
  ),
  claim: script(
    1,
    `local row = redis.call('HMGET', KEYS[1], 'state', 'leaseUntil')
     local n = now()
     if row[1] ~= 'live' or tonumber(row[2]) > n then return 0 end
     redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'leaseUntil', n + ARGV[2], 'seenAt', n)
     return redis.call('HINCRBY', KEYS[1], 'epoch', 1)`,
  ),
  /** ARGV: epoch, seq of the first record, records. Returns the last seq before the append, or -1 if the claim does not hold. */
  append: script(
    2,
    `if not holds(KEYS[1], ARGV[1]) then return -1 end
     local last = tonumber(redis.call('HGET', KEYS[1], 'lastSeq'))
     local first = tonumber(ARGV[2])
     if #ARGV > 2 and first > last + 1 then return last end
     for i = math.max(3, 3 + last + 1 - first), #ARGV do redis.call('RPUSH', KEYS[2], ARGV[i]) end
     redis.call('HSET', KEYS[1], 'seenAt', now(), 'lastSeq', math.max(last, first + #ARGV - 3))
     return last`,
  ),
  /** ARGV: epoch, seq, record. Returns the same as `append`. */
  truncate: script(
    2,
    `if not holds(KEYS[1], ARGV[1]) then return -1 end
     local row = redis.call('HMGET', KEYS[1], 'first', 'lastSeq')
     local first, last, seq = tonumber(row[1]), tonumber(row[2]), tonumber(ARGV[2])
     if seq > last + 1 or seq < first then return last end
     if seq > last then redis.call('DEL', KEYS[2]) else redis.call('LTRIM', KEYS[2], seq - first + 1, -1) end
     redis.call('LPUSH', KEYS[2], ARGV[3])
     redis.call('HSET', KEYS[1], 'seenAt', now(), 'first', seq, 'lastSeq', math.max(last, seq))
     return last`,
  ),
  /** Returns the row and the records as of the same moment. */
  load: script(
    2,
    `local row = redis.call('HMGET', KEYS[1], 'first', 'lastSeq')
     if not row[1] then return {} end
     local all = redis.call('LRANGE', KEYS[2], 0, -1)
     table.insert(all, 1, row[2])
     table.insert(all, 1, row[1])
     return all`,
  ),
  /** KEYS: hashes. ARGV: app, user, owner and state, each empty for any value, then the fields to return. Returns the matching rows. */
  rows: script(
    0,
    `local fields = {}
     for i = 5, #ARGV do fields[#fields + 1] = ARGV[i] end
     local rows = {}
     for _, key in ipairs(KEYS) do
       local row = redis.call('HMGET', key, 'app', 'user', 'owner', 'state')
       local fits = row[4]
       for i = 1, 4 do
         if ARGV[i] ~= '' and row[i] ~= string.sub(ARGV[i], 2) then fits = false end
       end
       if fits then rows[#rows + 1] = redis.call('HMGET', key, unpack(fields)) end
     end
     return rows`,
  ),
  /** KEYS: hashes. ARGV: lease, epochs. Returns the positions of the claims that hold. */
  renew: script(
    0,
    `local n = now()
     local held = {}
     for i, key in ipairs(KEYS) do
       if holds(key, ARGV[i + 1]) then
         redis.call('HSET', key, 'leaseUntil', n + ARGV[1], 'seenAt', n)
         held[#held + 1] = i
       end
     end
     return held`,
  ),
  release: script(
    0,
    `for i, key in ipairs(KEYS) do
       if holds(key, ARGV[i]) then
         redis.call('HDEL', key, 'owner')
         redis.call('HSET', key, 'leaseUntil', 0)
       end
     end
     return 0`,
  ),
  /** ARGV: epoch, id, and how long to keep the session, if it is to be kept. */
  end: script(
    3,
    `if not holds(KEYS[1], ARGV[1]) then return 0 end
     if ARGV[3] then
       redis.call('HDEL', KEYS[1], 'owner')
       redis.call('HSET', KEYS[1], 'state', 'closed', 'leaseUntil', 0, 'keptUntil', now() + ARGV[3])
     else
       redis.call('DEL', KEYS[1], KEYS[2])
       redis.call('ZREM', KEYS[3], ARGV[2])
     end
     return 1`,
  ),
  /** ARGV: idle time, id. Removes the session if its time is over. */
  sweep: script(
    3,
    `local row = redis.call('HMGET', KEYS[1], 'state', 'leaseUntil', 'seenAt', 'keptUntil')
     local n = now()
     if row[1] == 'live' and (tonumber(row[2]) > n or tonumber(row[3]) > n - ARGV[1]) then return 0 end
     if row[1] == 'closed' and tonumber(row[4]) > n then return 0 end
     redis.call('DEL', KEYS[1], KEYS[2])
     redis.call('ZREM', KEYS[3], ARGV[2])
     return 1`,
  ),
} as const
