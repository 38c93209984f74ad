/** The baseline: only Socket.IO. */
import { createServer } from 'node:http'
import { setImmediate } from 'node:timers/promises'
import { Server } from 'socket.io'
import { longestBlock, watchBlocks } from '../longest-block.mjs'
import { memoryInUse, residentMemory } from '../memory-in-use.mjs'
import { batch, insert, nextForm, OUTPUTS_OF_WAITING, sizesOf, textNode } from '../payloads.mjs'
import { answer } from '../processes.mjs'
import { peakMemory, watchMemory } from '../peak-memory.mjs'
import { openApplication } from './applications.mjs'
import { servePage } from './page-files.mjs'
import { receiveFile } from './receive-file.mjs'

/** Pauses after this many outputs, so that the socket can write. */
const OUTPUTS_PER_TURN = 100

const page = await servePage()
const http = createServer((request, response) =>
  request.method === 'POST' ? receiveFile(request, response) : page(request, response),
)
const io = new Server(http, { serveClient: false, transports: ['websocket'] })

io.on('connection', (socket) => {
  socket.on('open', (app, query) => openApplication(socket, app, sizesOf(query)))
  socket.on('texts', async (/** @type {{ count: number, perEmit: number }} */ { count, perEmit }) => {
    let n = 0
    for (let index = 0; index < count;) {
      const outputs = Array.from({ length: perEmit }, () => textNode(index++))
      socket.emit('message', batch(++n, [insert(outputs)]))
      if (index % OUTPUTS_PER_TURN === 0) await setImmediate()
    }
  })
  // What is shown is kept, as somebody would who wants to show it again after a reload and to check the answer.
  socket.on('waiting', () => {
    const shown = Array.from({ length: OUTPUTS_OF_WAITING }, (_, index) => textNode(index))
    const [, form] = nextForm(0).commands
    socket.data = { shown, form }
    socket.emit('message', batch(1, [insert(shown), form]))
  })
  socket.on('answer', (/** @type {{ n: number }} */ { n }, /** @type {(next: unknown) => void} */ next) =>
    next(nextForm(n)),
  )
})

await new Promise((resolve) => http.listen(0, '127.0.0.1', () => resolve(null)))
const { port } = /** @type {import('node:net').AddressInfo} */ (http.address())

answer({
  url: () => `http://127.0.0.1:${port}/`,
  memory: memoryInUse,
  resident: residentMemory,
  sessions: () => io.sockets.sockets.size,
  watchMemory,
  peakMemory,
  watchBlocks,
  longestBlock,
  /** @param {string} text */
  broadcast: (text) => void io.emit('news', batch(1, [insert([{ ...textNode(0), text }])])),
})
