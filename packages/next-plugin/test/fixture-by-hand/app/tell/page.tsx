import { tell } from './actions'

export default function Page() {
  return (
    <form action={tell}>
      <button>Tell everybody</button>
    </form>
  )
}
