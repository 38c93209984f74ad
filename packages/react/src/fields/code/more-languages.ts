import { StreamLanguage } from '@codemirror/language'
import { simpleMode } from '@codemirror/legacy-modes/mode/simple-mode'

/** Languages missing from CodeMirror's list. Every expression reads one token, and none reads past the end of its line. */

export const graphql = StreamLanguage.define(
  simpleMode({
    start: [
      { regex: /#.*/, token: 'comment' },
      { regex: /"""/, token: 'string', next: 'block' },
      { regex: /"(?:[^"\\]|\\.)*"?/, token: 'string' },
      {
        regex:
          /(?:query|mutation|subscription|fragment|on|schema|scalar|type|interface|implements|union|enum|input|extend|directive|repeatable)\b/,
        token: 'keyword',
      },
      { regex: /(?:true|false|null)\b/, token: 'atom' },
      { regex: /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/, token: 'number' },
      { regex: /\$\w+/, token: 'variableName.special' },
      { regex: /@\w+/, token: 'meta' },
      { regex: /[A-Z]\w*/, token: 'typeName' },
      { regex: /\w{1,200}(?=\s{0,100}:)/, token: 'propertyName' },
      { regex: /\w+/, token: 'variableName' },
    ],
    block: [
      { regex: /"""/, token: 'string', next: 'start' },
      { regex: /[^"]+|"/, token: 'string' },
    ],
  }),
)

export const makefile = StreamLanguage.define(
  simpleMode({
    start: [
      { regex: /#.*/, token: 'comment' },
      { regex: /\$(?:\([^()\s]{1,200}\)|\{[^{}\s]{1,200}\}|[@%<?^+*$|])/, token: 'variableName.special' },
      {
        regex:
          /-?(?:include|define|endef|ifdef|ifndef|ifeq|ifneq|else|endif|export|unexport|override|vpath)\b/,
        token: 'keyword',
        sol: true,
      },
      { regex: /[\w./%-]{1,200}(?=\s{0,100}(?:[:?+!]|::)?=)/, token: 'propertyName', sol: true },
      { regex: /\.[A-Z]{1,30}(?=\s{0,100}:)/, token: 'meta', sol: true },
      { regex: /[^\s#:=][^#:=]{0,300}(?=::?(?:[^=]|$))/, token: 'heading', sol: true },
      { regex: /"(?:[^"\\]|\\.)*"?|'[^']*'?/, token: 'string' },
      { regex: /[^\s#$"']+|\s+|./ },
    ],
  }),
)
