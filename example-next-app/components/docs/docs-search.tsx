'use client'

import { useRouter } from 'next/navigation'
import type { KeyboardEvent } from 'react'
import { useEffect, useId, useRef, useState } from 'react'
import type { Found } from '../../lib/docs/search'

type Search = (query: string) => readonly Found[]

/** Loads the index, a file of this site, for the first search. */
async function loadSearch(): Promise<Search> {
  const { openIndex } = await import('../../lib/docs/search')
  const answer = await fetch('/docs/search.json')
  if (!answer.ok)
    throw new Error(
      `The index of the search cannot be loaded: status ${answer.status}.`,
    )
  return openIndex(await answer.text())
}

/** Searches all documents and the reference. Its button, `/` and Ctrl+K open it. */
export function DocsSearch() {
  const dialog = useRef<HTMLDialogElement>(null)
  const [search, setSearch] = useState<Search>()
  const [problem, setProblem] = useState('')
  const [isOpen, setOpen] = useState(false)

  const open = () => {
    setOpen(true)
    dialog.current?.showModal()
    if (search) return
    loadSearch().then(
      (loaded) => setSearch(() => loaded),
      () => setProblem('The search cannot be loaded. Reload the page.'),
    )
  }
  const openRef = useRef(open)
  useEffect(() => {
    openRef.current = open
  })
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (!opensSearch(event)) return
      event.preventDefault()
      openRef.current()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])

  return (
    <>
      <button type="button" className="docs-search-button" onClick={open}>
        Search <kbd>/</kbd>
      </button>
      <dialog
        ref={dialog}
        className="docs-search"
        aria-label="Search the documentation"
        onClose={() => setOpen(false)}
        onClick={(event) => {
          if (event.target === dialog.current) dialog.current.close()
        }}
      >
        {isOpen && (
          <SearchBox
            search={search}
            problem={problem}
            onLeave={() => dialog.current?.close()}
          />
        )}
      </dialog>
    </>
  )
}

/** `/` where nobody types, and Ctrl+K or ⌘K everywhere. */
function opensSearch(event: globalThis.KeyboardEvent): boolean {
  if (event.key === 'k' && (event.ctrlKey || event.metaKey)) return true
  const at = event.target
  return (
    event.key === '/' &&
    !(
      at instanceof HTMLElement &&
      (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName))
    )
  )
}

interface SearchBoxProps {
  search: Search | undefined
  problem: string
  onLeave: () => void
}

function SearchBox({ search, problem, onLeave }: SearchBoxProps) {
  const router = useRouter()
  const list = useId()
  const [query, setQuery] = useState('')
  const [current, setCurrent] = useState(0)
  const found = search && query.trim() !== '' ? search(query) : []

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const chosen = found[current]
    if (step !== undefined && found.length > 0) {
      event.preventDefault()
      setCurrent((current + step + found.length) % found.length)
    } else if (event.key === 'Enter' && chosen) {
      event.preventDefault()
      onLeave()
      router.push(chosen.url)
    }
  }
  return (
    <>
      <input
        type="search"
        role="combobox"
        aria-label="Search"
        aria-expanded={found.length > 0}
        aria-controls={list}
        aria-activedescendant={found.length > 0 ? `${list}-${current}` : undefined}
        placeholder="A function, an option, a question"
        autoComplete="off"
        autoFocus
        value={query}
        onChange={({ target }) => {
          setQuery(target.value)
          setCurrent(0)
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={list} role="listbox" aria-label="Results">
        {found.map(({ url, heading, title, excerpt }, index) => (
          <li
            key={url}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === current}
            ref={(item) => {
              if (index === current) item?.scrollIntoView({ block: 'nearest' })
            }}
            onClick={() => {
              onLeave()
              router.push(url)
            }}
          >
            <strong>{heading}</strong> <small>{title}</small>
            <p>{excerpt}</p>
          </li>
        ))}
      </ul>
      <p className="docs-search-note" role="status">
        {problem || noteOf(query, search, found.length)}
      </p>
    </>
  )
}

function noteOf(query: string, search: Search | undefined, count: number): string {
  if (query.trim() === '') return 'Type a name or a word.'
  if (!search) return 'The search is loading.'
  if (count === 0) return `No results for “${query}”.`
  return count === 1 ? '1 result' : `${count} results`
}
