import { put_button, put_table, use_scope } from '@webio/core'

export function main() {
  const people = ['Ada', 'Alan', 'Grace']
  const show = use_scope.wrap('people', { clear: true }, () =>
    put_table(
      people.map((name) => [
        name,
        put_button(`Remove ${name}`, () => remove(name)),
      ]),
      { header: ['Name', ''] },
    ),
  )
  function remove(name: string) {
    people.splice(people.indexOf(name), 1)
    show()
  }
  show()
}
