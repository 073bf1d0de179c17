package deploy

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	apps "k8s.io/api/apps/v1"
	autoscaling "k8s.io/api/autoscaling/v2"
	batch "k8s.io/api/batch/v1"
	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	policy "k8s.io/api/policy/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer/json"
	"k8s.io/apimachinery/pkg/util/intstr"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

// decoder knows the kinds in use; a field that they lack, or one told twice, is an error.
func decoder(t *testing.T) *json.Serializer {
	t.Helper()
	scheme := runtime.NewScheme()
	for _, add := range []func(*runtime.Scheme) error{
		apps.AddToScheme, autoscaling.AddToScheme, batch.AddToScheme, core.AddToScheme, networking.AddToScheme, policy.AddToScheme,
	} {
		if err := add(scheme); err != nil {
			t.Fatal(err)
		}
	}
	return json.NewSerializerWithOptions(json.DefaultMetaFactory, scheme, scheme, json.SerializerOptions{Yaml: true, Strict: true})
}

// workload is a pod template and who makes pods of it.
type workload struct {
	name     string
	kind     string
	selector *meta.LabelSelector
	template *core.PodTemplateSpec
}

// cluster is what a kustomization builds.
type cluster struct {
	workloads   []workload
	services    []*core.Service
	budgets     []*policy.PodDisruptionBudget
	scalers     []*autoscaling.HorizontalPodAutoscaler
	policies    []*networking.NetworkPolicy
	accounts    map[string]*core.ServiceAccount
	settings    map[string]*core.ConfigMap
	namespaces  []string
	unsuitable  []string
	stateful    map[string]string
	foreignName []string
}

// build runs kustomize over a folder of k8s/ and decodes what comes out.
func build(t *testing.T, folder string) *cluster {
	t.Helper()
	resources, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(filesys.MakeFsOnDisk(), filepath.Join(root, "k8s", folder))
	if err != nil {
		t.Fatal(err)
	}
	decode := decoder(t)
	built := &cluster{accounts: map[string]*core.ServiceAccount{}, settings: map[string]*core.ConfigMap{}, stateful: map[string]string{}}
	for _, resource := range resources.Resources() {
		text, err := resource.AsYAML()
		if err != nil {
			t.Fatal(err)
		}
		object, _, err := decode.Decode(text, nil, nil)
		if err != nil {
			t.Fatalf("%s: %v", resource.CurId(), err)
		}
		if resource.GetKind() != "Namespace" && resource.GetNamespace() != "vitrina" {
			built.foreignName = append(built.foreignName, resource.CurId().String())
		}
		switch object := object.(type) {
		case *apps.Deployment:
			built.workloads = append(built.workloads, workload{object.Name, "Deployment", object.Spec.Selector, &object.Spec.Template})
		case *apps.StatefulSet:
			built.workloads = append(built.workloads, workload{object.Name, "StatefulSet", object.Spec.Selector, &object.Spec.Template})
			built.stateful[object.Name] = object.Spec.ServiceName
			for _, claim := range object.Spec.VolumeClaimTemplates {
				object.Spec.Template.Spec.Volumes = append(object.Spec.Template.Spec.Volumes, core.Volume{Name: claim.Name})
			}
		case *batch.Job:
			built.workloads = append(built.workloads, workload{object.Name, "Job", nil, &object.Spec.Template})
			if object.Spec.TTLSecondsAfterFinished == nil || object.Spec.ActiveDeadlineSeconds == nil || object.Spec.BackoffLimit == nil {
				built.unsuitable = append(built.unsuitable, "Job "+object.Name+" is not bounded")
			}
		case *core.Service:
			built.services = append(built.services, object)
		case *policy.PodDisruptionBudget:
			built.budgets = append(built.budgets, object)
		case *autoscaling.HorizontalPodAutoscaler:
			built.scalers = append(built.scalers, object)
		case *networking.NetworkPolicy:
			built.policies = append(built.policies, object)
		case *core.ServiceAccount:
			built.accounts[object.Name] = object
		case *core.ConfigMap:
			built.settings[object.Name] = object
		case *core.Namespace:
			built.namespaces = append(built.namespaces, object.Name)
		default:
			// A Secret above all: its value has no place in a repository.
			built.unsuitable = append(built.unsuitable, "no rule knows "+resource.CurId().String())
		}
	}
	return built
}

func (c *cluster) matched(selector labels.Selector) []workload {
	var found []workload
	for _, workload := range c.workloads {
		if selector.Matches(labels.Set(workload.template.Labels)) {
			found = append(found, workload)
		}
	}
	return found
}

func selects(selector *meta.LabelSelector) labels.Selector {
	parsed, err := meta.LabelSelectorAsSelector(selector)
	if err != nil {
		return labels.Nothing()
	}
	return parsed
}

func isTrue(value *bool) bool  { return value != nil && *value }
func isFalse(value *bool) bool { return value != nil && !*value }

// podProblems minds what one pod template says of itself.
func (c *cluster) podProblems(w workload) []string {
	var problems []string
	spec := w.template.Spec
	mind := func(bad bool, format string, args ...any) {
		if bad {
			problems = append(problems, w.kind+" "+w.name+": "+fmt.Sprintf(format, args...))
		}
	}
	security := spec.SecurityContext
	mind(security == nil || !isTrue(security.RunAsNonRoot) || security.RunAsUser == nil || *security.RunAsUser == 0, "it may run as root")
	mind(security == nil || security.SeccompProfile == nil || security.SeccompProfile.Type != core.SeccompProfileTypeRuntimeDefault, "no seccomp profile")
	mind(spec.HostNetwork || spec.HostPID || spec.HostIPC, "it shares the machine's namespaces")
	mind(!isFalse(spec.AutomountServiceAccountToken), "it is given a token")
	account := c.accounts[spec.ServiceAccountName]
	mind(account == nil || !isFalse(account.AutomountServiceAccountToken), "its service account %q is not one without a token", spec.ServiceAccountName)
	volumes := map[string]bool{}
	for _, volume := range spec.Volumes {
		volumes[volume.Name] = true
		mind(volume.HostPath != nil, "it mounts the machine's %s", volume.Name)
	}
	for _, constraint := range spec.TopologySpreadConstraints {
		mind(!selects(constraint.LabelSelector).Matches(labels.Set(w.template.Labels)), "it spreads pods of others over %s", constraint.TopologyKey)
	}
	for _, container := range slices.Concat(spec.InitContainers, spec.Containers) {
		for _, problem := range imageProblems(container.Image) {
			mind(true, "%s", problem)
		}
		own := container.SecurityContext
		mind(own == nil || !isFalse(own.AllowPrivilegeEscalation) || isTrue(own.Privileged), "%s may gain privileges", container.Name)
		mind(own == nil || !isTrue(own.ReadOnlyRootFilesystem), "%s may write its root filesystem", container.Name)
		mind(own == nil || own.Capabilities == nil || !slices.Contains(own.Capabilities.Drop, "ALL") || len(own.Capabilities.Add) > 0, "%s keeps capabilities", container.Name)
		mind(container.Resources.Requests.Cpu().IsZero() || container.Resources.Requests.Memory().IsZero(), "%s requests no CPU or memory", container.Name)
		mind(container.Resources.Limits.Memory().IsZero(), "%s has no limit of memory", container.Name)
		for _, mount := range container.VolumeMounts {
			mind(!volumes[mount.Name], "%s mounts %s, which is no volume", container.Name, mount.Name)
		}
		for _, source := range container.EnvFrom {
			mind(source.ConfigMapRef == nil || c.settings[source.ConfigMapRef.Name] == nil, "%s reads a ConfigMap that is not there", container.Name)
		}
		for _, variable := range container.Env {
			secret := strings.HasSuffix(variable.Name, "_URL") || strings.Contains(variable.Name, "PASSWORD")
			mind(secret && (variable.ValueFrom == nil || variable.ValueFrom.SecretKeyRef == nil), "%s has the value of %s in the open", container.Name, variable.Name)
		}
	}
	if w.kind == "Job" {
		return problems
	}
	mind(len(spec.TopologySpreadConstraints) == 0 && spec.Affinity == nil && ours(spec.Containers[0].Image), "its pods may all be on one machine")
	for _, container := range spec.Containers {
		for kind, probe := range map[string]*core.Probe{"startup": container.StartupProbe, "liveness": container.LivenessProbe, "readiness": container.ReadinessProbe} {
			mind(probe == nil, "%s has no %s probe", container.Name, kind)
			if probe == nil {
				continue
			}
			var port intstr.IntOrString
			switch {
			case probe.HTTPGet != nil:
				port = probe.HTTPGet.Port
			case probe.TCPSocket != nil:
				port = probe.TCPSocket.Port
			default:
				continue
			}
			mind(!hasPort(container, port), "%s: its %s probe asks port %s, which it has not", container.Name, kind, port.String())
		}
		if !ours(container.Image) {
			continue
		}
		mind(probePath(container.LivenessProbe) != "/livez" || probePath(container.ReadinessProbe) != "/readyz", "its probes ask the wrong page")
		environment := c.environment(container)
		var notice, drain int64
		_, err := fmt.Sscan(environment["VITRINA_SERVER_NOTICE_SECONDS"]+" "+environment["VITRINA_SERVER_DRAIN_SECONDS"], &notice, &drain)
		mind(err != nil, "it says no time of notice and drain")
		grace := spec.TerminationGracePeriodSeconds
		mind(grace == nil || *grace <= notice+drain, "it is killed before it has drained, which may take %d s", notice+drain)
		if probe := container.ReadinessProbe; probe != nil {
			mind(int64(probe.PeriodSeconds*probe.FailureThreshold) > notice, "connections are refused before its readiness probe has noticed")
		}
		_, port, _ := strings.Cut(environment["VITRINA_SERVER_LISTEN"], ":")
		mind(len(container.Ports) != 1 || fmt.Sprint(container.Ports[0].ContainerPort) != port, "it listens on %q, not on its container's port", port)
	}
	return problems
}

func probePath(probe *core.Probe) string {
	if probe == nil || probe.HTTPGet == nil {
		return ""
	}
	return probe.HTTPGet.Path
}

func hasPort(container core.Container, port intstr.IntOrString) bool {
	return slices.ContainsFunc(container.Ports, func(own core.ContainerPort) bool {
		return own.Name == port.StrVal && port.Type == intstr.String || port.Type == intstr.Int && own.ContainerPort == port.IntVal
	})
}

// environment are the variables of a container; those of Secrets say which key they come from.
func (c *cluster) environment(container core.Container) map[string]string {
	result := map[string]string{}
	for _, source := range container.EnvFrom {
		if source.ConfigMapRef != nil && c.settings[source.ConfigMapRef.Name] != nil {
			for name, value := range c.settings[source.ConfigMapRef.Name].Data {
				result[name] = value
			}
		}
	}
	for _, variable := range container.Env {
		result[variable.Name] = variable.Value
		if from := variable.ValueFrom; from != nil && from.SecretKeyRef != nil {
			result[variable.Name] = "secret:" + from.SecretKeyRef.Name + "/" + from.SecretKeyRef.Key
		}
	}
	return result
}

// problems minds pods, and objects that do not fit each other.
func (c *cluster) problems() []string {
	problems := slices.Clone(c.unsuitable)
	mind := func(bad bool, format string, args ...any) {
		if bad {
			problems = append(problems, fmt.Sprintf(format, args...))
		}
	}
	for _, name := range c.foreignName {
		mind(true, "%s is in another namespace", name)
	}
	names := map[string]bool{}
	for _, service := range c.services {
		names[service.Name] = true
		found := c.matched(labels.SelectorFromSet(service.Spec.Selector))
		mind(len(found) != 1, "Service %s selects %d workloads", service.Name, len(found))
		for _, workload := range found {
			for _, port := range service.Spec.Ports {
				mind(!hasPort(workload.template.Spec.Containers[0], port.TargetPort), "Service %s: %s has no port %s", service.Name, workload.name, port.TargetPort.String())
			}
		}
	}
	for set, service := range c.stateful {
		mind(!names[service], "StatefulSet %s names the service %q, which is not there", set, service)
	}
	budgeted := map[string]bool{}
	for _, budget := range c.budgets {
		found := c.matched(selects(budget.Spec.Selector))
		mind(len(found) != 1, "PodDisruptionBudget %s selects %d workloads", budget.Name, len(found))
		for _, workload := range found {
			budgeted[workload.name] = true
		}
	}
	kept := map[string]bool{}
	for _, policy := range c.policies {
		found := c.matched(selects(&policy.Spec.PodSelector))
		all := len(policy.Spec.PodSelector.MatchLabels) == 0
		mind(!all && len(found) != 1, "NetworkPolicy %s selects %d workloads", policy.Name, len(found))
		for _, workload := range found {
			kept[workload.name] = kept[workload.name] || !all
		}
		for _, rule := range policy.Spec.Egress {
			for _, peer := range rule.To {
				if peer.PodSelector != nil {
					reached := c.matched(selects(peer.PodSelector))
					mind(len(reached) == 0, "NetworkPolicy %s lets through to no workload", policy.Name)
					for _, port := range rule.Ports {
						for _, workload := range reached {
							mind(!hasPort(workload.template.Spec.Containers[0], *port.Port), "NetworkPolicy %s: %s has no port %s", policy.Name, workload.name, port.Port.String())
						}
					}
				}
			}
		}
	}
	scaled := map[string]bool{}
	for _, scaler := range c.scalers {
		scaled[scaler.Spec.ScaleTargetRef.Kind+" "+scaler.Spec.ScaleTargetRef.Name] = true
	}
	for _, workload := range c.workloads {
		delete(scaled, workload.kind+" "+workload.name)
		problems = append(problems, c.podProblems(workload)...)
		mind(!kept[workload.name], "%s has no NetworkPolicy", workload.name)
		mind(workload.selector != nil && !selects(workload.selector).Matches(labels.Set(workload.template.Labels)), "%s does not select its own pods", workload.name)
		// One Redis is a cache without a second: there is nothing to keep.
		mind(workload.kind != "Job" && workload.name != "redis" && !budgeted[workload.name], "%s has no PodDisruptionBudget", workload.name)
	}
	for target := range scaled {
		mind(true, "HorizontalPodAutoscaler: there is no %s", target)
	}
	mind(len(c.namespaces) != 1, "there are %d namespaces", len(c.namespaces))
	return problems
}

var folders = []string{"base", "overlays/cockroachdb"}

func TestManifestsKeepTheRules(t *testing.T) {
	known, guide, tag := settings(t), read(t, "docs/operations/kubernetes.md"), "vitrina:"+version(t)
	for _, folder := range folders {
		t.Run(folder, func(t *testing.T) {
			built := build(t, folder)
			accept(t, built.problems())
			count := 0
			for _, workload := range built.workloads {
				for _, container := range workload.template.Spec.Containers {
					environment := built.environment(container)
					accept(t, settingProblems(known, folder+": "+workload.name, environment))
					for _, value := range environment {
						if secret, found := strings.CutPrefix(value, "secret:"); found {
							name, key, _ := strings.Cut(secret, "/")
							if !strings.Contains(guide, "secret generic "+name) || !strings.Contains(guide, "--from-literal="+key+"=") {
								t.Errorf("docs/operations/kubernetes.md does not say how to make %s", secret)
							}
						}
					}
					if ours(container.Image) {
						count++
						if container.Image != tag {
							t.Errorf("%s: image %s is not %s", workload.name, container.Image, tag)
						}
					}
				}
				for _, volume := range workload.template.Spec.Volumes {
					if volume.Secret != nil && !strings.Contains(guide, "secret generic "+volume.Secret.SecretName) {
						t.Errorf("docs/operations/kubernetes.md does not say how to make %s", volume.Secret.SecretName)
					}
				}
			}
			if count != 2 {
				t.Errorf("%d containers run Vitrina, not serve and migrate", count)
			}
		})
	}
}

func TestDatabaseNodesNameEachOther(t *testing.T) {
	for _, workload := range build(t, "overlays/cockroachdb").workloads {
		if workload.kind != "StatefulSet" {
			continue
		}
		var hosts []string
		for index := range 3 {
			hosts = append(hosts, fmt.Sprintf("%s-%d.cockroachdb:26257", workload.name, index))
		}
		arguments := workload.template.Spec.Containers[0].Args
		for _, expected := range []string{
			"--join=" + strings.Join(hosts, ","),
			"--advertise-addr=$(POD_NAME).cockroachdb.vitrina.svc.cluster.local:26257",
			"--locality=region=local,zone=zone-$(POD_INDEX)",
		} {
			if !slices.Contains(arguments, expected) {
				t.Errorf("no argument %s in %v", expected, arguments)
			}
		}
		return
	}
	t.Error("there is no StatefulSet")
}

func TestManifestOffendersAreMinded(t *testing.T) {
	serve := func(c *cluster) *core.PodTemplateSpec {
		index := slices.IndexFunc(c.workloads, func(w workload) bool { return w.name == "vitrina-serve" })
		return c.workloads[index].template
	}
	first := func(c *cluster) *core.Container { return &serve(c).Spec.Containers[0] }
	yes, root, short := true, int64(0), int64(35)
	for _, offender := range []struct {
		expected string
		make     func(*cluster)
	}{
		{"neither a digest", func(c *cluster) { first(c).Image = "vitrina:latest" }},
		{"may run as root", func(c *cluster) { serve(c).Spec.SecurityContext.RunAsUser = &root }},
		{"no seccomp", func(c *cluster) { serve(c).Spec.SecurityContext.SeccompProfile = nil }},
		{"given a token", func(c *cluster) { serve(c).Spec.AutomountServiceAccountToken = &yes }},
		{"service account", func(c *cluster) { serve(c).Spec.ServiceAccountName = "default" }},
		{"gain privileges", func(c *cluster) { first(c).SecurityContext.AllowPrivilegeEscalation = &yes }},
		{"write its root", func(c *cluster) { first(c).SecurityContext.ReadOnlyRootFilesystem = nil }},
		{"keeps capabilities", func(c *cluster) { first(c).SecurityContext.Capabilities.Add = []core.Capability{"NET_ADMIN"} }},
		{"requests no", func(c *cluster) { first(c).Resources.Requests = nil }},
		{"no limit of memory", func(c *cluster) { first(c).Resources.Limits = nil }},
		{"ConfigMap", func(c *cluster) { first(c).EnvFrom[0].ConfigMapRef.Name = "lost" }},
		{"in the open", func(c *cluster) {
			first(c).Env[0] = core.EnvVar{Name: "VITRINA_DATABASE_URL", Value: "postgresql://u:p@h/d"}
		}},
		{"no startup probe", func(c *cluster) { first(c).StartupProbe = nil }},
		{"probe asks port admin", func(c *cluster) { first(c).LivenessProbe.HTTPGet.Port = intstr.FromString("admin") }},
		{"wrong page", func(c *cluster) { first(c).LivenessProbe.HTTPGet.Path = "/readyz" }},
		{"killed before", func(c *cluster) { serve(c).Spec.TerminationGracePeriodSeconds = &short }},
		{"refused before", func(c *cluster) { first(c).ReadinessProbe.FailureThreshold = 6 }},
		{"not on its container's port", func(c *cluster) { first(c).Ports[0].ContainerPort = 8081 }},
		{"spreads pods of others", func(c *cluster) {
			serve(c).Spec.TopologySpreadConstraints[0].LabelSelector.MatchLabels["app.kubernetes.io/component"] = "migrate"
		}},
		{"on one machine", func(c *cluster) { serve(c).Spec.TopologySpreadConstraints = nil }},
		{"Service vitrina selects 0", func(c *cluster) { serve(c).Labels = map[string]string{"app.kubernetes.io/name": "vitrin"} }},
		{"does not select its own", func(c *cluster) { serve(c).Labels = nil }},
		{"has no port metrics", func(c *cluster) { c.services[0].Spec.Ports[0].TargetPort = intstr.FromString("metrics") }},
		{"no PodDisruptionBudget", func(c *cluster) { c.budgets = nil }},
		{"no NetworkPolicy", func(c *cluster) { c.policies = nil }},
		{"there is no Deployment other", func(c *cluster) { c.scalers[0].Spec.ScaleTargetRef.Name = "other" }},
		{"which is not there", func(c *cluster) { c.stateful["cockroachdb"] = "roaches" }},
		{"no volume", func(c *cluster) { first(c).VolumeMounts = []core.VolumeMount{{Name: "cache"}} }},
	} {
		t.Run(offender.expected, func(t *testing.T) {
			built := build(t, "base")
			offender.make(built)
			offend(t, built.problems(), offender.expected)
		})
	}
	if _, _, err := decoder(t).Decode([]byte("apiVersion: v1\nkind: Service\nmetadata: {name: x}\nspec: {selectr: {}}\n"), nil, nil); err == nil {
		t.Error("an unknown field was accepted")
	}
}
