package deploy

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// started is how long a command that should serve may take to be found wrong; one that still runs then was understood.
const started = 5 * time.Second

// ended is how long a command that should end may take, even on a busy machine.
const ended = time.Minute

// order is a command as an image would be given it.
type order struct {
	where       string
	arguments   []string
	environment map[string]string
}

// orders are all commands of Vitrina that the files for containers give, each once.
func orders(t *testing.T) []order {
	t.Helper()
	stages, _ := dockerfile(t, read(t, "Dockerfile"))
	made := final(stages)
	if !slices.Equal(made.entrypoint, made.health[:1]) {
		t.Errorf("the health check runs %v, the entrypoint %v", made.health, made.entrypoint)
	}
	found := []order{{"Dockerfile CMD", made.command, made.environment}, {"Dockerfile HEALTHCHECK", made.health[1:], made.environment}}
	with := func(own map[string]string) map[string]string {
		all := map[string]string{}
		for _, variables := range []map[string]string{made.environment, own} {
			for name, value := range variables {
				all[name] = value
			}
		}
		return all
	}
	project := compose(t)
	for _, name := range project.ServiceNames() {
		service := project.Services[name]
		if !ours(service.Image) {
			continue
		}
		variables := map[string]string{}
		for variable, value := range service.Environment {
			if value != nil {
				variables[variable] = *value
			}
		}
		found = append(found, order{"compose.yaml " + name, service.Command, with(variables)})
	}
	for _, folder := range folders {
		built := build(t, folder)
		for _, workload := range built.workloads {
			for _, container := range workload.template.Spec.Containers {
				if ours(container.Image) {
					found = append(found, order{"k8s/" + folder + " " + workload.name, container.Args, with(built.environment(container))})
				}
			}
		}
	}
	guides, err := filepath.Glob(filepath.Join(root, "docs/operations/*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, guide := range guides {
		text, err := os.ReadFile(guide)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range regexp.MustCompile(`(?m)^(?:docker compose (?:run|exec) .*?)?\bvitrina (.+)$`).FindAllStringSubmatch(string(text), -1) {
			found = append(found, order{filepath.Base(guide) + ": " + line[0], strings.Fields(line[1]), made.environment})
		}
	}
	return found
}

var (
	databaseURL = regexp.MustCompile(`postgresql://\S+`)
	redisURL    = regexp.MustCompile(`redis://\S+`)
)

// here puts what this machine has in the place of what a container would have: an address where nobody listens for every
// server, a free port to listen on, and a file for the catalog.
func (o order) here(nobody, folder string) ([]string, []string) {
	place := func(text string) string {
		switch {
		case text == "secret:vitrina-redis/url":
			return "redis://" + nobody + "/0"
		case strings.HasPrefix(text, "secret:"):
			return "postgresql://vitrina:secret@" + nobody + "/vitrina?sslmode=disable"
		}
		text = databaseURL.ReplaceAllLiteralString(text, "postgresql://vitrina:secret@"+nobody+"/vitrina?sslmode=disable")
		text = redisURL.ReplaceAllLiteralString(text, "redis://"+nobody+"/0")
		text = strings.ReplaceAll(text, "0.0.0.0:8080", "127.0.0.1:0")
		text = strings.ReplaceAll(text, "127.0.0.1:8080", nobody)
		return strings.ReplaceAll(text, "/var/lib/vitrina", folder)
	}
	var arguments, environment []string
	for _, argument := range o.arguments {
		arguments = append(arguments, place(argument))
	}
	for name, value := range o.environment {
		environment = append(environment, name+"="+place(value))
	}
	slices.Sort(environment)
	return arguments, environment
}

// commandProblems runs a command and minds it when the binary does not understand it: flags, values and variables; or when
// it ends in another way than that kind of command must where no server answers.
func commandProblems(binary string, o order, nobody, folder string) []string {
	arguments, environment := o.here(nobody, folder)
	patience := ended
	if arguments[0] == "serve" {
		patience = started
	}
	context_, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	command := exec.CommandContext(context_, binary, arguments...)
	command.Env, command.Dir = environment, folder
	command.Cancel = func() error { return command.Process.Signal(syscall.SIGTERM) }
	command.WaitDelay = 10 * time.Second
	var said bytes.Buffer
	command.Stdout, command.Stderr = &said, &said
	err := command.Run()
	problem := func(text string) []string {
		return []string{fmt.Sprintf("%s: vitrina %s: %s (%v)\n%s", o.where, strings.Join(arguments, " "), text, err, said.String())}
	}
	if strings.Contains(said.String(), "Usage:") && !slices.Contains(arguments, "--help") || strings.Contains(said.String(), "there is no setting") {
		return problem("it is not understood")
	}
	switch arguments[0] {
	case "--help", "generate", "schema":
		if err != nil {
			return problem("it fails")
		}
	case "serve":
		// It may wait for its database, or end; not before it has tried.
		if context_.Err() != nil {
			return nil
		}
		fallthrough
	default:
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != 1 || !reaching.MatchString(said.String()) {
			return problem("it does not say that no server answers")
		}
	}
	return nil
}

// reaching is what our own messages say of a server that does not answer.
var reaching = regexp.MustCompile(`(?s)error: .*(?i:connect|reach|refused|no answer|database)`)

// nobodyListens is an address that stays taken, so that no other process can come to answer there.
func nobodyListens(t *testing.T) string {
	t.Helper()
	socket, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = syscall.Close(socket) })
	if err := syscall.Bind(socket, &syscall.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}); err != nil {
		t.Fatal(err)
	}
	bound, err := syscall.Getsockname(socket)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("127.0.0.1:%d", bound.(*syscall.SockaddrInet4).Port)
}

// binary is the one that `make` builds.
func binary(t *testing.T) string {
	t.Helper()
	path := os.Getenv("VITRINA_BIN")
	if path == "" {
		t.Fatal("VITRINA_BIN names no binary: run `make test-deploy`")
	}
	return path
}

// catalog is a folder with the file that the jobs of compose.yaml hand on.
func catalog(t *testing.T, binary string) string {
	t.Helper()
	folder := t.TempDir()
	made := exec.Command(binary, "generate", "--products=20", "--out="+filepath.Join(folder, "catalog.jsonl.gz"))
	if said, err := made.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	return folder
}

func TestTheBinaryUnderstandsEachCommand(t *testing.T) {
	binary, nobody, kinds := binary(t), nobodyListens(t), map[string]bool{}
	for _, o := range orders(t) {
		kinds[o.arguments[0]] = true
		folder := catalog(t, binary)
		t.Run(o.where, func(t *testing.T) {
			t.Parallel()
			accept(t, commandProblems(binary, o, nobody, folder))
		})
	}
	for _, kind := range []string{"migrate", "generate", "import", "serve", "health"} {
		if !kinds[kind] {
			t.Errorf("no file runs vitrina %s", kind)
		}
	}
}

func TestCommandsThatTheBinaryDoesNotUnderstandAreMinded(t *testing.T) {
	binary, nobody := binary(t), nobodyListens(t)
	folder := catalog(t, binary)
	for _, offender := range []order{
		{"unknown command", []string{"migrat"}, nil},
		{"unknown flag", []string{"health", "--adress=http://127.0.0.1:8080/readyz"}, nil},
		{"unknown setting", []string{"serve", "--embedded", "--import=/var/lib/vitrina/catalog.jsonl.gz"}, map[string]string{"VITRINA_SERVER_LISTN": "127.0.0.1:0"}},
	} {
		offend(t, commandProblems(binary, offender, nobody, folder), "not understood")
	}
	offend(t, commandProblems(binary, order{"wrong value", []string{"generate", "--products=many"}, nil}, nobody, folder), "it fails")
	offend(t, commandProblems(binary, order{"fails", []string{"generate", "--out=/var/lib/vitrina/no/such/folder"}, nil}, nobody, folder), "it fails")
}
