import type { FileField } from '@webio/core/protocol'
import type { DragEvent, ReactNode } from 'react'
import { useCallback, useRef, useState, useSyncExternalStore } from 'react'
import type { FieldUploads, ShownUpload } from '../session/files/field-uploads'
import { useText } from '../context/use-text'
import type { ControlProps } from './control-props'
import { useUploads } from '../hooks/use-fields'
import { useIsObserver } from '../hooks/use-shown-session'
import { sharedAttributes } from './control-props'
import { isWrongState, UploadEntry } from './upload-entry'

/** Files from the visitor's disk: chosen in the browser's own control, or dropped onto it. Each is uploaded at once. */
export function FileControl(props: ControlProps<FileField>): ReactNode {
  const { field, model, onBlur } = props
  const uploads = useUploads().of(model, field)
  const shown = useShown(uploads)
  const input = useRef<HTMLInputElement>(null)
  const stateId = (key: string): string => `${props.id}-${key}`
  // The entries explain what is wrong with their files; the control refers to them.
  const wrong = shown.filter(({ state }) => isWrongState(state)).map(({ key }) => stateId(key))
  const shared = sharedAttributes(props)
  const text = useText()
  const isObserver = useIsObserver()
  const { isOver, ...drop } = useDrop((files) => uploads.add(field.multiple ? files : files.slice(0, 1)))
  // The removed entry leaves nothing to focus; the control is nearest.
  const remove = (key: string): void => {
    uploads.remove(key)
    input.current?.focus()
  }
  return (
    <div className="webio-files">
      <div
        className="webio-file-drop"
        data-over={isOver ? '' : undefined}
        {...(field.readonly || isObserver ? {} : drop)}
      >
        <input
          {...shared}
          aria-invalid={wrong.length > 0 || shared['aria-invalid']}
          aria-describedby={[shared['aria-describedby'], ...wrong].filter(Boolean).join(' ') || undefined}
          ref={input}
          type="file"
          className="webio-file-input"
          accept={field.accept?.join(',')}
          multiple={field.multiple}
          disabled={field.readonly}
          // A chosen file is uploaded and cleared from the control, so the list tells whether a file is there.
          required={undefined}
          aria-required={field.required || undefined}
          onChange={({ currentTarget }) => {
            uploads.add([...(currentTarget.files ?? [])])
            // Lets the same file be chosen again.
            currentTarget.value = ''
          }}
          onBlur={onBlur}
        />
        <span className="webio-button webio-file-browse" data-color="secondary" data-outline="" aria-hidden>
          {text({ id: 'browse_file' })}
        </span>
        <span className="webio-file-hint" aria-hidden>
          {field.placeholder ?? text({ id: 'choose_file' })} <span>{text({ id: 'drop_file' })}</span>
        </span>
      </div>
      {shown.length > 0 && (
        <ul className="webio-file-list">
          {shown.map((upload) => (
            <UploadEntry
              key={upload.key}
              upload={upload}
              stateId={stateId(upload.key)}
              onRemove={() => remove(upload.key)}
              onRetry={() => uploads.retry(upload.key)}
            />
          ))}
        </ul>
      )}
    </div>
  )
}

function useShown(uploads: FieldUploads): readonly ShownUpload[] {
  const subscribe = useCallback((listener: () => void) => uploads.subscribe(listener), [uploads])
  const read = (): readonly ShownUpload[] => uploads.shown
  return useSyncExternalStore(subscribe, read, read)
}

interface Drop {
  /** Whether files are being dragged over it. */
  readonly isOver: boolean
  readonly onDragOver: (event: DragEvent) => void
  readonly onDragLeave: () => void
  readonly onDrop: (event: DragEvent) => void
}

/** Takes dropped files. A folder is ignored: the browser provides nothing to read. */
function useDrop(take: (files: File[]) => void): Drop {
  const [isOver, setOver] = useState(false)
  const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer.types.includes('Files')
  return {
    isOver,
    onDragOver(event) {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: () => setOver(false),
    onDrop(event) {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(false)
      take(filesOf(event.dataTransfer))
    },
  }
}

function filesOf({ items, files }: DataTransfer): File[] {
  const isFolder = (index: number): boolean => items[index]?.webkitGetAsEntry()?.isDirectory === true
  return [...files].filter((_, index) => !isFolder(index))
}
