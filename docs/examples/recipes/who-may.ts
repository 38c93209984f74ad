import {
  basic_auth,
  put_button,
  put_text,
  put_warning,
  revoke_auth,
  run_js,
} from '@webio/core'

// Keep hashes in your own program: see the page Companions.
const PASSWORDS: Record<string, string> = {
  ada: 'lovelace',
  guest: 'guest',
}
const ADMINS = ['ada']

export async function main() {
  const user = await basic_auth(
    (name, password) => PASSWORDS[name] === password,
    {
      secret: 'a long secret of this example, which is no secret',
    },
  )
  put_text(`Hello ${user}`)
  if (ADMINS.includes(user))
    put_button('Delete everything', () =>
      put_warning('This is only an example.'),
    )
  put_button('Log out', async () => {
    await revoke_auth()
    run_js('location.reload()')
  })
}
