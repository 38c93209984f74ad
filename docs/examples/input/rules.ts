import {
  input,
  input_group,
  PASSWORD,
  put_text,
  sleep,
} from '@webio/core'

const TAKEN = ['admin', 'root']

async function isFree(user: string) {
  await sleep(0.3) // ask a database here
  return !TAKEN.includes(user)
}

export async function main() {
  const account = await input_group(
    'New account',
    [
      input('User', {
        name: 'user',
        required: true,
        validate: async (user) =>
          (await isFree(user)) ? null : `${user} is taken.`,
      }),
      input('Password', {
        name: 'password',
        type: PASSWORD,
        required: true,
        minlength: 8,
      }),
      input('Password again', {
        name: 'again',
        type: PASSWORD,
        required: true,
      }),
    ],
    {
      validate: ({ password, again }) =>
        password === again
          ? null
          : ['again', 'This is another password.'],
    },
  )
  put_text(`The account ${account.user} is ready.`)
}
