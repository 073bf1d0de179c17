package deploy

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
)

// parseCompose reads text as `docker compose` would: against the schema of the specification, so that an unknown key fails.
func parseCompose(t *testing.T, text string) (*types.Project, error) {
	t.Helper()
	absolute, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	// Not under the repository's name for it: a file beside it is read as one of its own.
	file := filepath.Join(t.TempDir(), "compose.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	options, err := cli.NewProjectOptions([]string{file}, cli.WithWorkingDirectory(absolute))
	if err != nil {
		t.Fatal(err)
	}
	return options.LoadProject(context.Background())
}

func compose(t *testing.T) *types.Project {
	t.Helper()
	project, err := parseCompose(t, read(t, "compose.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return project
}

func isJob(service types.ServiceConfig) bool {
	return strings.HasPrefix(service.Restart, "on-failure:")
}

func ours(image string) bool { return strings.HasPrefix(image, "vitrina:") }

// composeProblems are the rules that each service of its own must keep.
func composeProblems(project *types.Project) []string {
	var problems []string
	for name, service := range project.Services {
		mind := func(bad bool, format string, args ...any) {
			if bad {
				problems = append(problems, name+": "+fmt.Sprintf(format, args...))
			}
		}
		for _, problem := range imageProblems(service.Image) {
			mind(true, "%s", problem)
		}
		mind(!service.ReadOnly, "its root filesystem can be written")
		mind(!slices.Contains(service.CapDrop, "ALL") || len(service.CapAdd) > 0, "it keeps capabilities")
		mind(!slices.Contains(service.SecurityOpt, "no-new-privileges:true"), "it may gain privileges")
		mind(service.Privileged, "it is privileged")
		mind(service.Deploy == nil || service.Deploy.Resources.Limits == nil ||
			service.Deploy.Resources.Limits.MemoryBytes == 0 || service.Deploy.Resources.Limits.NanoCPUs == 0, "its memory or CPU has no limit")
		mind(!isJob(service) && service.Restart != "unless-stopped", "no restart policy")
		for _, port := range service.Ports {
			mind(port.HostIP != "127.0.0.1", "port %s is published beyond this machine", port.Published)
		}
		for _, volume := range service.Volumes {
			if volume.Type == types.VolumeTypeBind {
				_, err := os.Stat(volume.Source)
				mind(err != nil, "%s is not there", volume.Source)
			}
		}
		for on, dependency := range service.DependsOn {
			other := project.Services[on]
			expected := types.ServiceConditionHealthy
			if isJob(other) {
				expected = types.ServiceConditionCompletedSuccessfully
			}
			mind(dependency.Condition != expected, "it waits for %s to be %s, not %s", on, dependency.Condition, expected)
		}
		// Ours are checked by the image's own health check.
		disabled := service.HealthCheck != nil && service.HealthCheck.Disable
		mind(!isJob(service) && (disabled || (service.HealthCheck == nil && !ours(service.Image))), "no health check")
		for _, host := range hosts(service) {
			other, there := project.Services[host]
			mind(!there, "it names the host %s, which is no service", host)
			mind(there && !meet(service, other), "it shares no network with %s", host)
		}
		if ours(service.Image) && !isJob(service) {
			seconds := func(variable string) time.Duration {
				value := service.Environment[variable]
				mind(value == nil, "%s is not set", variable)
				if value == nil {
					return 0
				}
				count, err := strconv.Atoi(*value)
				mind(err != nil, "%s is no number", variable)
				return time.Duration(count) * time.Second
			}
			stop := seconds("VITRINA_SERVER_NOTICE_SECONDS") + seconds("VITRINA_SERVER_DRAIN_SECONDS")
			mind(service.StopGracePeriod == nil || time.Duration(*service.StopGracePeriod) <= stop, "it is killed before it has drained, which may take %s", stop)
		}
	}
	slices.Sort(problems)
	return problems
}

var (
	urlHost  = regexp.MustCompile(`(?:postgresql|redis)://(?:[^@/]*@)?([a-z0-9-]+):\d+`)
	flagHost = regexp.MustCompile(`([a-z]+-?[0-9]*):26257`)
)

// hosts are the other services that a command names.
func hosts(service types.ServiceConfig) []string {
	var found []string
	for _, argument := range service.Command {
		pattern := urlHost
		if strings.HasPrefix(argument, "--join=") || strings.Contains(argument, "--host=") {
			pattern = flagHost
		}
		for _, match := range pattern.FindAllStringSubmatch(argument, -1) {
			found = append(found, match[1])
		}
	}
	return found
}

func meet(one, other types.ServiceConfig) bool {
	for network := range one.Networks {
		if _, shared := other.Networks[network]; shared {
			return true
		}
	}
	return false
}

func TestComposeFileKeepsTheRules(t *testing.T) {
	accept(t, composeProblems(compose(t)))
}

func TestComposeOffendersAreMinded(t *testing.T) {
	text := read(t, "compose.yaml")
	for _, offender := range []struct{ name, old, new, expected string }{
		{"floating tag", "image: cockroachdb/cockroach:v25.4.13", "image: cockroachdb/cockroach:latest", "neither a digest"},
		{"writable", "read_only: true", "read_only: false", "can be written"},
		{"capabilities", "cap_drop: [ALL]", "cap_drop: [NET_RAW]", "keeps capabilities"},
		{"privileges", `security_opt: ["no-new-privileges:true"]`, `security_opt: []`, "gain privileges"},
		{"open port", `"127.0.0.1:8080:8080"`, `"8080:8080"`, "published beyond"},
		{"no memory limit", `limits: { cpus: "2", memory: 1G }`, `limits: { cpus: "2" }`, "no limit"},
		{"lost file", "./deploy/haproxy-http.cfg", "./deploy/lost.cfg", "is not there"},
		{"impatient", "seed: { condition: service_completed_successfully }", "seed: { condition: service_started }", "it waits for seed"},
		{"unknown host", "redis://redis:6379", "redis://cache:6379", "names the host cache"},
		{"unreachable host", "networks: [data, edge]\n    depends_on:", "networks: [edge]\n    depends_on:", "no network with sql"},
		{"impatient stop", "stop_grace_period: 30s", "stop_grace_period: 10s", "killed before"},
		{"no restart", "restart: unless-stopped\n  # A node", "restart: \"no\"\n  # A node", "no restart policy"},
		{"no check", "healthcheck: *haproxy-health\n", "healthcheck: { disable: true }\n", "no health check"},
	} {
		t.Run(offender.name, func(t *testing.T) {
			broken := strings.ReplaceAll(text, offender.old, offender.new)
			if broken == text {
				t.Fatalf("compose.yaml has no %q", offender.old)
			}
			project, err := parseCompose(t, broken)
			if err != nil {
				t.Fatal(err)
			}
			offend(t, composeProblems(project), offender.expected)
		})
	}
	before, after, _ := strings.Cut(text, "\nnetworks:\n")
	for _, unknown := range []string{"\nservicez: {}\n", "\n  extra:\n    image: redis:7.4.9\n    reed_only: true\n"} {
		if _, err := parseCompose(t, before+unknown+"\nnetworks:\n"+after); err == nil {
			t.Errorf("an unknown key was accepted: %s", unknown)
		}
	}
}

func TestComposeStartsThreeDatabaseNodesInThreeLocalities(t *testing.T) {
	localities, joins := map[string]bool{}, map[string]bool{}
	var nodes []string
	for name, service := range compose(t).Services {
		if !strings.HasPrefix(service.Image, "cockroachdb/") || isJob(service) {
			continue
		}
		nodes = append(nodes, name+":26257")
		for _, argument := range service.Command {
			if value, found := strings.CutPrefix(argument, "--locality="); found {
				localities[value] = true
			}
			if value, found := strings.CutPrefix(argument, "--join="); found {
				joins[value] = true
			}
		}
		if !slices.Contains(service.Command, "--advertise-addr="+name+":26257") {
			t.Errorf("%s does not give its own name", name)
		}
	}
	slices.Sort(nodes)
	if len(nodes) != 3 || len(localities) != 3 || len(joins) != 1 || !joins[strings.Join(nodes, ",")] {
		t.Errorf("nodes %v in %v join %v", nodes, localities, joins)
	}
}

// HAProxy's files name services of compose.yaml, and each node of the kind that they balance.
func TestBalancersNameEachNode(t *testing.T) {
	project := compose(t)
	for file, part := range map[string]string{"deploy/haproxy-sql.cfg": "cockroach-", "deploy/haproxy-http.cfg": "vitrina-"} {
		var named, expected []string
		for _, found := range regexp.MustCompile(`(?m)^\s+server (\S+) (\S+):\d+$`).FindAllStringSubmatch(read(t, file), -1) {
			named = append(named, found[2])
		}
		for name, service := range project.Services {
			if strings.HasPrefix(name, part) && !isJob(service) {
				expected = append(expected, name)
			}
		}
		slices.Sort(named)
		slices.Sort(expected)
		if !slices.Equal(named, expected) {
			t.Errorf("%s names %v, there are %v", file, named, expected)
		}
	}
}

func TestBalancersAreConfiguredInHAProxysOwnEyes(t *testing.T) {
	haproxy, err := exec.LookPath("haproxy")
	if err != nil {
		haproxy = "/usr/sbin/haproxy"
	}
	if _, err := os.Stat(haproxy); err != nil {
		t.Skip("no haproxy here to ask")
	}
	for _, file := range []string{"deploy/haproxy-sql.cfg", "deploy/haproxy-http.cfg"} {
		if said, err := exec.Command(haproxy, "-c", "-f", filepath.Join(root, file)).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", file, err, said)
		}
	}
}

func TestComposeNamesTheCratesVersionAndSettings(t *testing.T) {
	known, expected, count := settings(t), "vitrina:"+version(t), 0
	for name, service := range compose(t).Services {
		if ours(service.Image) {
			count++
			if service.Image != expected {
				t.Errorf("%s: image %s is not %s", name, service.Image, expected)
			}
		}
		variables := map[string]string{}
		for variable := range service.Environment {
			variables[variable] = ""
		}
		accept(t, settingProblems(known, "compose.yaml: "+name, variables))
	}
	if count < 5 {
		t.Errorf("only %d services run Vitrina", count)
	}
}
