import { actions, checkbox, input_group, put_select, radio, select } from '../../src/index'
import { typeOf } from './equal'

/** TypeScript does not assign interfaces to types with an index signature. */
interface User {
  id: number
  tags: string[]
}
interface Meeting {
  at: Date
}

/** Values of choices are what JSON can hold, interfaces included. */
export async function choices(users: readonly User[]): Promise<void> {
  const items = users.map((user) => ({ label: String(user.id), value: user }))
  typeOf(await select('User', items)).is<User>(true)
  typeOf(await checkbox('Users', items)).is<User[]>(true)
  typeOf(await radio('User', items)).is<User | null>(true)
  typeOf(await select('Users', items, { multiple: true })).is<User[]>(true)
  const group = await input_group('Group', [select('User', items, { name: 'user' })])
  typeOf(group.user).is<User>(true)
  put_select('user', { options: items })
  for (const value of users) await select('User', items, { value })
  await checkbox('Users', items, { value: [...users] })
  const buttons = users.map((user) => ({ label: String(user.id), value: user }))
  typeOf(await actions('User', buttons)).is<User>(true)
  typeOf(await select('Mixed', ['a', ['b', 2]])).is<'a' | 2>(true)
  const find = (query: string) => items.filter(({ label }) => label.includes(query))
  typeOf(await select('User', find, { required: true })).is<User>(true)
  typeOf(await select('User', async (query) => find(query))).is<User | null>(true)
  put_select('found', { options: find })
}

/** What JSON cannot hold is refused, at any depth. */
export const wrong = (meeting: Meeting): unknown[] => [
  // @ts-expect-error a finder may not find dates
  select('Meeting', () => [{ label: 'now', value: meeting }]),
  // @ts-expect-error JSON has no dates
  select('Meeting', [{ label: 'now', value: new Date() }]),
  // @ts-expect-error nor inside
  select('Meeting', [['now', meeting]]),
  // @ts-expect-error nor in a pin
  put_select('meeting', { options: [['now', meeting]] }),
  // @ts-expect-error nor on a button
  actions('Meeting', [['now', meeting]]),
  // @ts-expect-error nor functions
  checkbox('Function', [['f', () => {}]]),
  // @ts-expect-error nor Maps
  radio('Map', [['m', new Map<string, string>()]]),
]
