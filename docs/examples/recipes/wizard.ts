import {
  input,
  input_group,
  NUMBER,
  put_table,
  radio,
  select,
} from '@webio/core'

export async function main() {
  const { name, email } = await input_group(
    'Step 1 of 3: who are you?',
    [
      input('Name', { name: 'name', required: true }),
      input('Email', {
        name: 'email',
        type: 'email',
        required: true,
      }),
    ],
  )
  const plan = await radio(
    'Step 2 of 3: which plan?',
    ['single', 'team'],
    { value: 'single', required: true },
  )
  // A later step depends on an earlier answer: that is an `if`.
  const seats =
    plan === 'team'
      ? await input('Step 3 of 3: how many seats?', {
          type: NUMBER,
          required: true,
          min: 2,
        })
      : 1
  const pay = await select('How do you pay?', ['card', 'invoice'])
  put_table([{ name, email, plan, seats, pay }])
}
