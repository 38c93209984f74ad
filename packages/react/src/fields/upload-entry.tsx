import type { Message } from '@webio/core/protocol'
import { sizeText } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { Button } from '../button'
import type { ShownUpload } from '../session/files/field-uploads'
import { useText } from '../context/use-text'

interface UploadEntryProps {
  readonly upload: ShownUpload
  /** The id of the element that reports the state of the file. */
  readonly stateId: string
  readonly onRemove: () => void
  readonly onRetry: () => void
}

const SMALL = { small: true, link_style: true } as const

/** A file in the list of its field: its progress, its problem, and what can be done about it. */
export function UploadEntry({ upload, stateId, onRemove, onRetry }: UploadEntryProps): ReactNode {
  const text = useText()
  const { name, size, state, problem } = upload
  const isRunning = state === 'waiting' || state === 'sending'
  const isWrong = isWrongState(state)
  return (
    <li className="webio-file" data-webio-file={name} data-state={state}>
      <span className="webio-file-name">
        <bdi>{name}</bdi> <span className="webio-file-size">{sizeText(size)}</span>
      </span>
      {state === 'failed' && (
        <Button look={SMALL} aria-label={text({ id: 'retry_upload', args: [name] })} onClick={onRetry}>
          {text({ id: 'retry' })}
        </Button>
      )}
      <Button
        look={SMALL}
        aria-label={text({ id: isRunning ? 'cancel_upload' : 'remove_file', args: [name] })}
        onClick={onRemove}
      >
        <span aria-hidden>✕</span>
      </Button>
      {isRunning && <UploadBar upload={upload} />}
      <span id={stateId} className="webio-file-state" role={isWrong ? 'alert' : 'status'}>
        {text(stateText(state, problem))}
      </span>
    </li>
  )
}

/** Tells whether a file in this state blocks its form, or is missing from it. */
export const isWrongState = (state: ShownUpload['state']): boolean =>
  state === 'failed' || state === 'interrupted' || state === 'refused'

function UploadBar({ upload: { name, size, loaded } }: Pick<UploadEntryProps, 'upload'>): ReactNode {
  const text = useText()
  const percent = size === 0 ? 100 : Math.floor((loaded / size) * 100)
  return (
    <progress
      className="webio-file-bar"
      max={100}
      value={percent}
      aria-label={text({ id: 'uploading', args: [name] })}
    />
  )
}

function stateText(state: ShownUpload['state'], problem: Message | undefined): Message {
  switch (state) {
    case 'waiting':
      return { id: 'upload_waiting' }
    case 'sending':
      return ''
    case 'done':
      return { id: 'uploaded' }
    case 'failed':
      return { id: 'upload_failed' }
    case 'interrupted':
      return { id: 'upload_interrupted' }
    case 'refused':
      return problem ?? { id: 'invalid' }
  }
}
