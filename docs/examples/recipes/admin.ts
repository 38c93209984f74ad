import {
  confirm,
  put_button,
  put_scope,
  put_table,
  put_tabs,
  toast,
  use_scope,
} from '@webio/core'

export function main() {
  // Read them from your database.
  const users = [
    { name: 'Ada', active: true },
    { name: 'Alan', active: false },
  ]
  put_tabs([
    { title: 'Users', content: put_scope('users') },
    {
      title: 'Cache',
      content: put_button('Empty the cache', emptyCache),
    },
  ])
  const show = use_scope.wrap('users', { clear: true }, () => {
    const rows = users.map((user) => {
      const label = user.active
        ? `Block ${user.name}`
        : `Admit ${user.name}`
      return [user.name, put_button(label, () => change(user))]
    })
    put_table(rows, { header: ['User', ''] })
  })
  function change(user: { active: boolean }) {
    user.active = !user.active
    show()
  }
  show()
}

async function emptyCache() {
  if (
    await confirm(
      'Empty the cache?',
      'Pages will be slow for a minute.',
    )
  )
    toast('The cache is empty.')
}
