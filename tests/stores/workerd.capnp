using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "stores", worker = .stores),
    (name = "disk", disk = (path = "given", writable = true)),
  ],
  sockets = [(name = "http", address = "given", http = (), service = "stores")],
);

const stores :Workerd.Worker = (
  compatibilityDate = "2026-11-01",
  modules = [
    (name = "tests/stores/worker.js", esModule = embed "worker.js"),
    (name = "edge/stores/checked.js", esModule = embed "../../edge/stores/checked.js"),
    (name = "edge/stores/durable.js", esModule = embed "../../edge/stores/durable.js"),
    (name = "edge/stores/interval.js", esModule = embed "../../edge/stores/interval.js"),
    (name = "edge/stores/store.js", esModule = embed "../../edge/stores/store.js"),
    (name = "edge/stores/table.js", esModule = embed "../../edge/stores/table.js"),
  ],
  durableObjectNamespaces = [(className = "PaylinkPlace", uniqueKey = "places", enableSql = true)],
  durableObjectStorage = (localDisk = "disk"),
  bindings = [(name = "PLACES", durableObjectNamespace = "PaylinkPlace")],
);
