import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import process from 'node:process'
import { createInterface } from 'node:readline'
import type { Logger } from '../../engine/logger'
import type { Relay } from './relay'
import type { TunnelNews } from './tunnel-output'
import { readTunnelLine } from './tunnel-output'

/** The pauses between attempts in milliseconds. The last one applies to all further attempts. */
const WAITS_MS = [1000, 2000, 5000, 10_000, 30_000]
/** The number of attempts before it gives up, if none has ever succeeded. */
const MAX_FIRST_ATTEMPTS = 5
/** How long a relay that gives tunnels names may take to report the name. */
const NAME_AFTER_MS = 5000

/** The options of a tunnel. */
export interface TunnelOptions {
  readonly relay: Relay
  /** The host and port of the server, as this machine reaches it. */
  readonly target: string
  /** The path of the page on the server, without a final slash. */
  readonly path: string
  readonly logger: Logger
  /** Called with a host name by which visitors reach the server from now on. */
  readonly onHost: (name: string) => void
}

/** A tunnel over the system's `ssh`: visitors of a relay reach a server of this machine. It reconnects when it breaks, until it is closed. */
export class SshTunnel {
  readonly #options: TunnelOptions
  #child: ChildProcess | null = null
  /** Resolves when the newest `ssh` has ended. */
  #ending: Promise<unknown> = Promise.resolve()
  #timer: ReturnType<typeof setTimeout> | undefined
  #attempts = 0
  #hasStood = false
  #isClosed = false
  readonly #killAtExit = (): void => void this.#child?.kill()

  constructor(options: TunnelOptions) {
    this.#options = options
    process.once('exit', this.#killAtExit)
    this.#start()
  }

  /** Ends the tunnel. Resolves when `ssh` has ended. */
  async close(): Promise<void> {
    this.#isClosed = true
    process.off('exit', this.#killAtExit)
    clearTimeout(this.#timer)
    this.#child?.kill()
    await this.#ending
  }

  #start(): void {
    const { relay, target, logger } = this.#options
    const problems: string[] = []
    let refusal: string | undefined
    let isAnnounced = false
    let naming: ReturnType<typeof setTimeout> | undefined
    const announce = (origin: string): void => {
      if (isAnnounced) return
      isAnnounced = true
      clearTimeout(naming)
      this.#stands(origin)
    }
    const hear = ({ url, port: open, refusal: final, problem }: TunnelNews): void => {
      refusal ??= final
      if (problem !== undefined) problems.push(problem)
      if (url !== undefined) announce(url)
      if (open === undefined) return
      const origin = `http://${relay.host}${open === 80 ? '' : `:${open}`}`
      if (relay.remotePort === 0) announce(origin)
      else naming ??= setTimeout(() => announce(origin), NAME_AFTER_MS)
    }
    this.#attempts++
    // Its own process session has no terminal in which it could ask for a password.
    const child = spawn('ssh', sshArguments(relay, target), {
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
      windowsHide: true,
      env: { ...process.env, SSH_ASKPASS_REQUIRE: 'never' },
    })
    this.#child = child
    this.#ending = new Promise((resolve) => child.once('close', resolve))
    child.stdin.on('error', () => {})
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (line) => {
        const news = readTunnelLine(line, relay)
        if (news) hear(news)
      })
    child.once('error', (error: NodeJS.ErrnoException) => {
      refusal = error.code === 'ENOENT' ? 'this machine has no program "ssh"' : error.message
      this.#ended(refusal, problems)
    })
    child.once('close', (code) => {
      clearTimeout(naming)
      if (code === null && this.#isClosed) return
      this.#ended(refusal, problems)
    })
    logger.debug(`[webio] remote access: connecting to ${relay.host}`)
  }

  #stands(origin: string): void {
    const { path, logger, onHost } = this.#options
    if (this.#isClosed) return
    this.#hasStood = true
    this.#attempts = 0
    onHost(new URL(origin).hostname)
    logger.info(`[webio] remote access: ${origin}${path}/ (open to everybody who knows this address)`)
  }

  #ended(refusal: string | undefined, problems: readonly string[]): void {
    const { relay, logger } = this.#options
    if (this.#isClosed || this.#timer) return
    const reason = refusal ?? problems.at(-1) ?? 'the connection was closed'
    if (refusal !== undefined || (!this.#hasStood && this.#attempts >= MAX_FIRST_ATTEMPTS)) {
      logger.error(
        `[webio] remote_access: there is no tunnel through ${relay.host}: ${reason}. The server continues without it.`,
      )
      return void this.close()
    }
    logger.warn(`[webio] remote_access: the tunnel through ${relay.host} has ended: ${reason}. Reconnecting.`)
    const wait = WAITS_MS[Math.min(Math.max(this.#attempts - 1, 0), WAITS_MS.length - 1)]
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#start()
    }, wait)
    this.#timer.unref()
  }
}

/** The command line of `ssh`. Your own SSH server needs no session; a public relay prints the address in one. */
function sshArguments({ host, port, user, remotePort }: Relay, target: string): string[] {
  const options = {
    ExitOnForwardFailure: 'yes',
    StrictHostKeyChecking: 'accept-new',
    ServerAliveInterval: '15',
    ServerAliveCountMax: '3',
    ConnectTimeout: '20',
    PermitLocalCommand: 'no',
  }
  return [
    '-v',
    '-T',
    ...(remotePort === 0 ? ['-N'] : []),
    ...Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
    ...(port === undefined ? [] : ['-p', String(port)]),
    ...(user === undefined ? [] : ['-l', user]),
    '-R',
    `${remotePort === 0 ? '*:0' : remotePort}:${target}`,
    '--',
    host,
  ]
}
