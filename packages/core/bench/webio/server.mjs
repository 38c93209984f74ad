import process from 'node:process'
import { broadcast } from '@webio/core'
import { start_server } from '@webio/core/server'
import { longestBlock, watchBlocks } from '../longest-block.mjs'
import { memoryInUse, residentMemory } from '../memory-in-use.mjs'
import { peakMemory, watchMemory } from '../peak-memory.mjs'
import { answer } from '../processes.mjs'
import * as applications from './applications.mjs'

/** The folder of durable sessions, if any, and a port. */
const [, , durable, port = '0'] = process.argv

const logger = { ...console, info() {}, debug() {} }
const options = {
  port: Number(port),
  host: '127.0.0.1',
  logger,
  max_sessions_per_ip: 100_000,
  max_message_size: '2G',
  max_payload_size: '2G',
  durable,
}
const server = await start_server({ ...applications }, options)

answer({
  url: () => server.url,
  memory: memoryInUse,
  resident: residentMemory,
  sessions: () => server.sessions().length,
  close: () => server.close(),
  watchMemory,
  peakMemory,
  watchBlocks,
  longestBlock,
  /** @param {string} text */
  broadcast: (text) => broadcast('news', text),
})
