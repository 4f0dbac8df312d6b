// Reads manifests from standard input, and prints a line for each thing that Kubernetes' models don't allow: a missing field, an unknown word.
import { parseAllDocuments } from 'yaml'
import { readFileSync } from 'node:fs'

for (const document of parseAllDocuments(readFileSync(0, 'utf8'))) {
  const object = document.toJS()
  if (object === null) continue
  const name = `${object.kind} ${object.metadata?.name}`
  try {
    const own = { 'gateway.networking.k8s.io': '@kubernetes-models/gateway-api', 'monitoring.coreos.com': '@kubernetes-models/prometheus-operator' }[object.apiVersion.split('/')[0]] ?? 'kubernetes-models'
    const models = await import(`${own}/${object.apiVersion}`)
    const Model = models[object.kind]
    if (Model === undefined) throw new Error(`${object.apiVersion} has no kind ${object.kind}`)
    new Model(object).validate()
  } catch (fault) {
    console.log(`${name}: ${fault.message}`)
  }
}
