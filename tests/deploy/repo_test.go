// Package deploy holds what is written for machines that have a container engine or a cluster to the parsers of those
// engines, and to each other: compose.yaml, the Dockerfile, the workflows, the Kubernetes manifests. It starts no container.
//
// A rule is a function that returns what it minds. The tests run each over the repository, which must give nothing, and
// over made-up offenders, which must give something.
package deploy

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// root is the repository, seen from this folder.
const root = "../.."

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, path))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// accept fails for each problem.
func accept(t *testing.T, problems []string) {
	t.Helper()
	for _, problem := range problems {
		t.Error(problem)
	}
}

// offend fails unless a problem says what is expected.
func offend(t *testing.T, problems []string, expected string) {
	t.Helper()
	for _, problem := range problems {
		if strings.Contains(problem, expected) {
			return
		}
	}
	t.Errorf("no problem says %q; there are: %q", expected, problems)
}

var digest = regexp.MustCompile(`@sha256:[0-9a-f]{64}$`)

// exactTag is one that no later release takes: three numbers.
var exactTag = regexp.MustCompile(`:v?\d+\.\d+\.\d+(-[a-z0-9.-]+)?$`)

// imageProblems minds an image that another one may take the place of.
func imageProblems(image string) []string {
	if digest.MatchString(image) || exactTag.MatchString(image) {
		return nil
	}
	return []string{"image " + image + " has neither a digest nor an exact tag"}
}

func TestImagesWithoutAFixedTagAreMinded(t *testing.T) {
	for _, image := range []string{"redis", "redis:latest", "redis:7", "redis:7.4", "registry.example.com:5000/redis", "redis@sha256:abc"} {
		offend(t, imageProblems(image), "neither")
	}
	for _, image := range []string{"redis:7.4.9-alpine", "cockroachdb/cockroach:v25.4.13", "r:1@sha256:" + strings.Repeat("0a", 32)} {
		accept(t, imageProblems(image))
	}
}

// version is the crate's.
func version(t *testing.T) string {
	t.Helper()
	found := regexp.MustCompile(`(?m)^version = "(.+)"$`).FindStringSubmatch(read(t, "Cargo.toml"))
	if found == nil {
		t.Fatal("Cargo.toml has no version")
	}
	return found[1]
}

// settings are the environment variables of docs/configuration.md's table, which a unit test of the crate holds equal to
// what the binary reads.
func settings(t *testing.T) map[string]bool {
	t.Helper()
	known := map[string]bool{}
	for _, found := range regexp.MustCompile("(?m)^\\| `[a-z_.]+` \\| `(VITRINA_[A-Z_]+)` \\|").FindAllStringSubmatch(read(t, "docs/configuration.md"), -1) {
		known[found[1]] = true
	}
	if len(known) < 10 {
		t.Fatalf("the table of docs/configuration.md is not where it was: %v", known)
	}
	return known
}

// settingProblems minds variables that the binary does not read.
func settingProblems(known map[string]bool, where string, variables map[string]string) []string {
	var problems []string
	for name := range variables {
		if strings.HasPrefix(name, "VITRINA_") && !known[name] {
			problems = append(problems, where+": docs/configuration.md knows no "+name)
		}
	}
	return problems
}

func TestVariablesThatNobodyReadsAreMinded(t *testing.T) {
	known := settings(t)
	offend(t, settingProblems(known, "made up", map[string]string{"VITRINA_SERVER_LISTN": ""}), "knows no VITRINA_SERVER_LISTN")
	accept(t, settingProblems(known, "made up", map[string]string{"VITRINA_SERVER_LISTEN": "", "GOMAXPROCS": ""}))
}
