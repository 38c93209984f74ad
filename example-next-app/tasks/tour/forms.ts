import {
  actions,
  checkbox,
  input,
  input_group,
  input_update,
  InputCancelledException,
  NUMBER,
  put_scope,
  put_text,
  run_async,
  select,
} from '@webio/core'

/** input_group: several fields in one form. The answer has their names and types. */
export async function group() {
  const { name, age } = await input_group('About you', [
    input('Name', { name: 'name', required: true }),
    input('Age', { name: 'age', type: NUMBER, required: true }),
  ])
  put_text(`${name} will be ${age + 1}`)
}

/** validate: a rule for a field runs when the person leaves it, a rule for the form when it is sent. Rules run on the server, and may be async. */
export async function rules() {
  const isTaken = async (user: string) => user === 'admin'
  const account = await input_group(
    'New account',
    [
      input('User name', {
        name: 'user',
        required: true,
        validate: async (user) =>
          (await isTaken(user)) ? 'That name is taken.' : null,
      }),
      input('Password', { name: 'password', type: 'password', minlength: 8 }),
      input('Again', { name: 'again', type: 'password' }),
    ],
    {
      validate: ({ password, again }) =>
        password === again ? null : ['again', 'The two are not the same.'],
    },
  )
  put_text(`Welcome, ${account.user}`)
}

/** cancelable: a button that returns null, and TypeScript knows it. */
export async function cancelable() {
  const order = await input_group(
    'Order',
    [input('Dish', { name: 'dish', required: true })],
    {
      cancelable: true,
    },
  )
  put_text(order ? `One ${order.dish}` : 'Nothing, then')
}

/** actions in a group: your own buttons replace Submit and Reset. The pressed one is part of the answer. */
export async function ending() {
  const note = await input_group('Note', [
    input('Text', { name: 'text', required: true }),
    actions(
      '',
      [
        'Save',
        ['Save and close', 'close'],
        { label: 'Cancel', type: 'cancel' },
      ],
      {
        name: 'then',
      },
    ),
  ])
  put_text(note ? `${note.text}: ${note.then}` : 'Cancelled')
}

/** onchange, input_update: a field changes another field while the form is open. */
export async function dependent() {
  const cities = {
    France: ['Paris', 'Lyon'],
    Italy: ['Rome', 'Milan', 'Turin'],
  }
  const trip = await input_group('Trip', [
    select('Country', ['France', 'Italy'], {
      name: 'country',
      onchange: (country) => input_update('city', { options: cities[country] }),
    }),
    select('City', cities.France, { name: 'city' }),
  ])
  put_text(`To ${trip.city} in ${trip.country}`)
}

/** scope, timeout: a form inside a scope, and one that closes after a while. The newest form is visible, and the others keep what was typed. */
export async function places() {
  put_scope('here')
  run_async(async () => {
    const color = await checkbox('In a scope', ['red', 'blue'], {
      scope: 'here',
      inline: true,
    })
    put_text('Scope:', color)
  })
  try {
    put_text(await input('Quick! You have 20 seconds', { timeout: 20 }))
  } catch (error) {
    if (!(error instanceof InputCancelledException)) throw error
    put_text('Too late:', error.reason)
  }
}
