import { start_server } from '@webio/core/server'
import { memoryInUse } from '../memory-in-use.mjs'
import { answer } from '../processes.mjs'
import * as applications from './applications.mjs'

const logger = { ...console, info() {}, debug() {} }
const server = await start_server({ ...applications }, { port: 0, host: '127.0.0.1', logger })

answer({ url: () => server.url, memory: memoryInUse, sessions: () => server.sessions().length })
