'use client'

import type { WebIOFieldValue } from '@webio/react'
import {
  useOutput,
  useScope,
  useWebIO,
  useWebIOForm,
  WebIOProvider,
} from '@webio/react'
import { useId } from 'react'

/** A session that the page draws itself, without any component of WebIO. */
export function Conversation({ app }: { app: string }) {
  return (
    <WebIOProvider endpoint="/webio" app={app}>
      <Messages />
      <Answer />
    </WebIOProvider>
  )
}

function Messages() {
  const { status } = useWebIO()
  const scope = useScope('ROOT')
  return (
    <div className="messages" role="log" aria-label="Conversation" data-status={status}>
      {scope?.outputs.map((id) => (
        <Output key={id} id={id} />
      ))}
    </div>
  )
}

/** What the task shows: texts and buttons. */
function Output({ id }: { id: number }) {
  const output = useOutput(id)
  if (output?.node.type === 'text') return <p>{output.node.text}</p>
  if (output?.node.type !== 'buttons') return null
  return output.node.buttons.map(({ label }, index) => (
    <button key={label} type="button" onClick={() => output.fire(index)}>
      {label}
    </button>
  ))
}

/** The open form, if there is one. */
function Answer() {
  const form = useWebIOForm()
  if (!form) return null
  return (
    <form
      className="answer"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        form.submit()
      }}
    >
      {form.fields.map((field) => (
        <Field key={field.field.name} {...field} />
      ))}
      <button disabled={form.isBusy}>Send</button>
    </form>
  )
}

function Field({ field, label, value, error, change, leave }: WebIOFieldValue) {
  const id = useId()
  const aria = {
    'aria-invalid': error !== undefined,
    'aria-describedby': error && `${id}-error`,
  }
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      {field.type === 'select' ? (
        <select
          id={id}
          value={String(value)}
          onChange={({ target }) => change(Number(target.value))}
        >
          {field.options.map((option) => (
            <option key={option.id} value={option.id}>
              {option.label}
            </option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          value={String(value ?? '')}
          autoComplete="off"
          onChange={({ target }) => change(target.value)}
          onBlur={leave}
          {...aria}
        />
      )}
      {error && (
        <p id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
