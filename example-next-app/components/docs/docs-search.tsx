'use client'

import { usePathname, useRouter } from 'next/navigation'
import type { KeyboardEvent } from 'react'
import { useEffect, useId, useRef, useState, useSyncExternalStore } from 'react'
import type { DocsLanguage } from '../../lib/docs/languages'
import { languageAt, TEXTS } from '../../lib/docs/languages'
import type { Search } from '../../lib/docs/search'

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
  const language = languageAt(usePathname())
  const texts = TEXTS[language].search
  const dialog = useRef<HTMLDialogElement>(null)
  const [search, setSearch] = useState<Search>()
  const [hasFailed, setFailed] = useState(false)
  const [isOpen, setOpen] = useState(false)

  const open = () => {
    setOpen(true)
    dialog.current?.showModal()
    if (search) return
    loadSearch().then(
      (loaded) => setSearch(() => loaded),
      () => setFailed(true),
    )
  }
  // Before that, the keys do nothing.
  const isHydrated = useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  )
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
      <button
        type="button"
        className="docs-search-button"
        lang={language}
        aria-keyshortcuts={isHydrated ? '/ Control+K Meta+K' : undefined}
        onClick={open}
      >
        {texts.button} <kbd>/</kbd>
      </button>
      <dialog
        ref={dialog}
        className="docs-search"
        lang={language}
        aria-label={texts.dialog}
        onClose={() => setOpen(false)}
        onClick={(event) => {
          if (event.target === dialog.current) dialog.current.close()
        }}
      >
        {isOpen && (
          <SearchBox
            search={search}
            hasFailed={hasFailed}
            language={language}
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
  hasFailed: boolean
  language: DocsLanguage
  onLeave: () => void
}

function SearchBox({ search, hasFailed, language, onLeave }: SearchBoxProps) {
  const texts = TEXTS[language].search
  const router = useRouter()
  const list = useId()
  const [query, setQuery] = useState('')
  const [current, setCurrent] = useState(0)
  const found = search && query.trim() !== '' ? search(query, language) : []

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
  const note = (): string => {
    if (query.trim() === '') return texts.empty
    return search ? texts.found(found.length, query) : texts.loading
  }
  return (
    <>
      <input
        type="search"
        role="combobox"
        aria-label={texts.button}
        aria-expanded={found.length > 0}
        aria-controls={list}
        aria-activedescendant={found.length > 0 ? `${list}-${current}` : undefined}
        placeholder={texts.placeholder}
        autoComplete="off"
        autoFocus
        value={query}
        onChange={({ target }) => {
          setQuery(target.value)
          setCurrent(0)
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={list} role="listbox" aria-label={texts.results}>
        {found.map(({ url, heading, title, excerpt, language: ofEntry }, index) => (
          <li
            key={url}
            lang={ofEntry}
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
        {hasFailed ? texts.failed : note()}
      </p>
    </>
  )
}
