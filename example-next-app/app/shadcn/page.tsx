import { OrderDesk } from '../../components/order-desk'
import { Source, TaskSource } from '../../components/source'
import { readSource } from '../../lib/read-source'
import './shadcn.css'

export const metadata = { title: 'shadcn/ui' }

export default async function Page() {
  const name = 'components/order-desk.tsx'
  return (
    <main className="page">
      <header className="intro">
        <h1>shadcn/ui</h1>
        <p>
          Forms, table, messages and buttons are components of the site, in the style of
          shadcn/ui. The task says nothing about them.
        </p>
      </header>
      <div className="pair">
        <section className="running" aria-label="Orders, running">
          <OrderDesk />
        </section>
        <TaskSource app="orders" />
      </div>
      <Source name={name} text={await readSource(name)} />
    </main>
  )
}
