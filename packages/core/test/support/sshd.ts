import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { folderWith, TestProcess } from '../cli/webio-process'
import { freePort } from './free-port'
import { signalProcess } from './signal-process'

const SSHD = '/usr/sbin/sshd'

/** The reason why there is no SSH server, or null if there is one. It is installed if possible. */
export function missingSshd(): string | null {
  if (existsSync(SSHD)) return null
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const { error, status, stderr } = spawnSync(
    'sh',
    [
      '-c',
      'apt-get update -qq && apt-get install -y -qq --no-install-recommends openssh-server openssh-client',
    ],
    { env, encoding: 'utf8' },
  )
  if (existsSync(SSHD)) return null
  return `openssh-server cannot be installed here: ${error?.message ?? `apt-get ended with ${status}: ${stderr.trim()}`}`
}

/** A test's SSH server, and an `ssh` with its key. Both are removed at the end of the block. */
export interface TestSshd extends AsyncDisposable {
  readonly port: number
  readonly user: string
  /** A folder with a program `ssh`: the system's, with a configuration that contains the key of the server. */
  readonly bin: string
  /** Ends the server and its connections. */
  stop(): Promise<void>
  /** Starts it again. */
  start(): Promise<void>
}

interface SshdOptions {
  /** False if the server refuses everyone. @default true */
  readonly knowsKey?: boolean
  /** The command that each session runs instead of a shell. */
  readonly command?: string
}

/** Starts an SSH server on this machine, which `ssh` also knows as `relay.test`. */
export async function testSshd({ knowsKey = true, command }: SshdOptions = {}): Promise<TestSshd> {
  const port = await freePort()
  const folder = folderWith({})
  const at = (name: string): string => join(folder.path, name)
  for (const key of ['host_key', 'key']) {
    const { status, stderr } = spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', at(key)], {
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(`ssh-keygen failed: ${stderr}`)
  }
  spawnSync('cp', [at('key.pub'), at('authorized_keys')])
  // The folder that confines the server before the log-in. Normally, the system's service creates it.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 })
  folder.write(
    'sshd_config',
    `Port ${port}
ListenAddress 127.0.0.1
HostKey ${at('host_key')}
AuthorizedKeysFile ${knowsKey ? at('authorized_keys') : at('nobody')}
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
GatewayPorts clientspecified
StrictModes no
UsePAM no
PidFile none
${command ? `ForceCommand ${command}\n` : ''}`,
  )
  folder.write(
    'ssh_config',
    `Host relay.test\n  HostName 127.0.0.1\nHost *\n  IdentityFile ${at('key')}\n  IdentitiesOnly yes\n  UserKnownHostsFile ${at('known_hosts')}\n`,
  )
  folder.write('bin/ssh', `#!/bin/sh\nexec /usr/bin/ssh -F "${at('ssh_config')}" "$@"\n`)
  chmodSync(at('bin/ssh'), 0o755)
  let running: TestProcess | null = null
  const start = async (): Promise<void> => {
    running = TestProcess.program(SSHD, ['-D', '-e', '-f', at('sshd_config')], folder.path)
    await running.says(/Server listening on/)
  }
  const stop = async (): Promise<void> => {
    for (const connection of running ? childrenOf(running.pid) : []) signalProcess(connection, 'SIGTERM')
    await running?.[Symbol.asyncDispose]()
    running = null
  }
  await start()
  return {
    port,
    user: userInfo().username,
    bin: at('bin'),
    stop,
    start,
    async [Symbol.asyncDispose]() {
      await stop()
      folder[Symbol.dispose]()
    },
  }
}

/** The processes of the server's connections, which outlive it. */
function childrenOf(pid: number): number[] {
  const ids = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
  return ids === '' ? [] : ids.split(' ').map(Number)
}
