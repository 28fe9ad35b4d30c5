// A form as React writes it: controlled inputs, the hook, under StrictMode.
import { StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { useBrandLint } from 'brandlint/react'

globalThis.renders = 0

function Form({ index, authorizations = [] }) {
  const [title, setTitle] = useState('')
  const [description, setDescription] = useState('')
  const { report, pending, status } = useBrandLint({ title, description, category: { nice: [25] }, authorizations }, { index })
  globalThis.renders++
  return (
    <form>
      <label>Title <input value={title} onChange={(event) => setTitle(event.target.value)} /></label>
      <label>Description <textarea value={description} onChange={(event) => setDescription(event.target.value)} /></label>
      <output data-pending={pending} data-status={status}>{report.risk}: {report.findings.map(({ field, matched }) => `${matched} in ${field}`).join(', ')}</output>
    </form>
  )
}

function App() {
  const [forms, setForms] = useState(['/demo.blx'])
  globalThis.setForms = setForms
  return forms.map((index, at) => <section key={at}><Form index={index} /></section>)
}

/** The element in React: controlled inputs in it. */
function Wrapped() {
  const [title, setTitle] = useState('')
  const [shown, setShown] = useState(true)
  globalThis.setShown = setShown
  return (
    <brand-lint index="/demo.blx" listing={{ category: { nice: [25] } }}>
      {shown && <label>Wrapped <input name="title" value={title} onChange={(event) => setTitle(event.target.value)} /></label>}
      <p>{title}</p>
    </brand-lint>
  )
}

const root = createRoot(document.querySelector('#root'))
globalThis.unmount = () => root.unmount()
root.render(<StrictMode>{globalThis.location.hash === '#element' ? <Wrapped /> : <App />}</StrictMode>)
