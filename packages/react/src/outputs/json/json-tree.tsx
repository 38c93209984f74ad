import type { Json } from '@webio/core/protocol'
import type { ReactNode, ToggleEvent } from 'react'
import { useState } from 'react'
import type { JsonEntry } from './json-entries'
import { entriesOf, groupsOf, isBranch } from './json-entries'

/** How many entries a branch shows at once. More entries are divided into groups. */
const MAX_ENTRIES = 100
/** How many characters of a text are visible before it is opened. */
const MAX_CHARACTERS = 300

/** A JSON value. The outermost branch is open at first, those inside it are closed, and closed branches have no elements. */
export function JsonTree({ value }: { readonly value: Json }): ReactNode {
  return isBranch(value) ? <Branch value={value} isOpenAtFirst /> : <Leaf value={value} />
}

interface BranchProps {
  readonly name?: string | undefined
  readonly value: object
  readonly isOpenAtFirst?: boolean
}

function Branch({ name, value, isOpenAtFirst }: BranchProps): ReactNode {
  const count = Array.isArray(value) ? value.length : Object.keys(value).length
  const size = Array.isArray(value) ? `[${count}]` : `{${count}}`
  const summary = (
    <>
      <Name name={name} />
      <span className="webio-json-size">{size}</span>
    </>
  )
  if (count === 0) return <div className="webio-json-leaf">{summary}</div>
  return (
    <Disclosure summary={summary} isOpenAtFirst={isOpenAtFirst}>
      {() => <Entries entries={entriesOf(value)} />}
    </Disclosure>
  )
}

/** Entries in order. If there are many, they are divided into groups, which open and close too. */
function Entries({ entries }: { readonly entries: readonly JsonEntry[] }): ReactNode {
  if (entries.length > MAX_ENTRIES) {
    return groupsOf(entries, MAX_ENTRIES).map((group) => {
      const range = `${group[0]?.[0]} … ${group.at(-1)?.[0]}`
      return (
        <Disclosure key={range} summary={<span className="webio-json-size">{range}</span>}>
          {() => <Entries entries={group} />}
        </Disclosure>
      )
    })
  }
  return entries.map(([name, value]) =>
    isBranch(value) ? (
      <Branch key={name} name={name} value={value} />
    ) : (
      <Leaf key={name} name={name} value={value} />
    ),
  )
}

interface DisclosureProps {
  readonly summary: ReactNode
  readonly isOpenAtFirst?: boolean | undefined
  /** Creates the content when the branch is opened. */
  readonly children: () => ReactNode
}

function Disclosure({ summary, isOpenAtFirst = false, children }: DisclosureProps): ReactNode {
  const [isOpen, setOpen] = useState(isOpenAtFirst)
  return (
    <details
      className="webio-json-branch"
      open={isOpen}
      onToggle={(event: ToggleEvent<HTMLDetailsElement>) => setOpen(event.currentTarget.open)}
    >
      <summary>{summary}</summary>
      {isOpen && <div className="webio-json-inside">{children()}</div>}
    </details>
  )
}

interface LeafProps {
  readonly name?: string
  readonly value: Json
}

function Leaf({ name, value }: LeafProps): ReactNode {
  const text = JSON.stringify(value)
  const type = value === null ? 'null' : typeof value
  if (text.length > MAX_CHARACTERS) {
    return (
      <Disclosure
        summary={
          <>
            <Name name={name} />
            <span data-type={type}>{text.slice(0, MAX_CHARACTERS)}…</span>
          </>
        }
      >
        {() => <span data-type={type}>{text}</span>}
      </Disclosure>
    )
  }
  return (
    <div className="webio-json-leaf">
      <Name name={name} />
      <span data-type={type}>{text}</span>
    </div>
  )
}

function Name({ name }: { readonly name: string | undefined }): ReactNode {
  return name === undefined ? null : <span className="webio-json-name">{name}: </span>
}
