import { EventEmitter } from 'node:events'
import { hostOf } from '../../../test/support/raw-page'
import { reserveSession } from './reserved-session'

function admitted() {
  const host = hostOf(() => {})
  const admission = host.admit(host.parse({ protocol: 1, app: 'index', params: {} }), { user: null } as never)
  const connection = new EventEmitter()
  return { host, admission, connection, release: reserveSession(connection, admission) }
}

it('ends a session whose connection vanishes before its page connects, and makes room', () => {
  const { host, admission, connection } = admitted()
  expect(host.registry.size).toBe(1)
  connection.emit('close')
  expect(admission.session.state.name).toBe('closed')
  expect(host.registry.size).toBe(0)
})

it('does not end a session with its connection after its page has connected', () => {
  const { admission, connection, release } = admitted()
  release()
  connection.emit('close')
  expect(admission.session.state.name).not.toBe('closed')
  expect(connection.listenerCount('close')).toBe(0)
})

it('lets a resumed session wait for its page', () => {
  const { admission } = admitted()
  const connection = new EventEmitter()
  reserveSession(connection, { ...admission, resumed: true })
  connection.emit('close')
  expect(admission.session.state.name).not.toBe('closed')
})
