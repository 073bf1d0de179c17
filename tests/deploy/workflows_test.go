package deploy

import (
	"io"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rhysd/actionlint"
)

// workflowProblems are actionlint's findings, and those of this repository's rules.
func workflowProblems(t *testing.T, name, text string) []string {
	t.Helper()
	// Its checks of embedded shell and Python need tools that may be missing; the rest needs none.
	lint, err := actionlint.NewLinter(io.Discard, &actionlint.LinterOptions{Shellcheck: "", Pyflakes: ""})
	if err != nil {
		t.Fatal(err)
	}
	found, err := lint.Lint(name, []byte(text), nil)
	if err != nil {
		t.Fatal(err)
	}
	var problems []string
	for _, problem := range found {
		problems = append(problems, problem.Error())
	}
	workflow, _ := actionlint.Parse([]byte(text))
	if workflow == nil {
		return problems
	}
	if workflow.Permissions == nil || workflow.Permissions.All != nil {
		problems = append(problems, name+": permissions are not told one by one")
	} else {
		for scope, permission := range workflow.Permissions.Scopes {
			if scope != "contents" || permission.Value.Value != "read" {
				problems = append(problems, name+": permission "+scope+": "+permission.Value.Value)
			}
		}
	}
	for id, job := range workflow.Jobs {
		if job.TimeoutMinutes == nil {
			problems = append(problems, name+": job "+id+" may run for hours")
		}
		if job.Permissions != nil {
			problems = append(problems, name+": job "+id+" takes permissions of its own")
		}
		if job.Services != nil {
			for _, service := range job.Services.Value {
				if service.Container != nil && service.Container.Image != nil {
					problems = append(problems, imageProblems(service.Container.Image.Value)...)
				}
			}
		}
		for _, step := range job.Steps {
			action, uses := step.Exec.(*actionlint.ExecAction)
			if uses && !commit.MatchString(action.Uses.Value) {
				problems = append(problems, name+": "+action.Uses.Value+" is not pinned by its commit")
			}
		}
	}
	return problems
}

var commit = regexp.MustCompile(`^[^@]+@[0-9a-f]{40}$`)

func TestWorkflowsKeepTheRules(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(root, ".github/workflows/*.yml"))
	if err != nil || len(files) < 2 {
		t.Fatalf("%v: %v", err, files)
	}
	for _, file := range files {
		name := ".github/workflows/" + filepath.Base(file)
		accept(t, workflowProblems(t, name, read(t, name)))
	}
}

func TestWorkflowOffendersAreMinded(t *testing.T) {
	const name = ".github/workflows/cockroachdb.yml"
	text := read(t, name)
	for _, offender := range []struct{ name, old, new, expected string }{
		{"unknown key", "timeout-minutes:", "timeout-minuets:", "unexpected key"},
		{"unknown context", "github.ref", "githup.ref", "undefined variable"},
		{"floating action", "@08c6903cd8c0fde910a37f88322edcfb5dd907a8", "@v5", "not pinned"},
		{"floating image", "cockroachdb/cockroach:v25.4.13", "cockroachdb/cockroach:latest", "neither"},
		{"permissions", "contents: read", "contents: write", "permission contents: write"},
	} {
		t.Run(offender.name, func(t *testing.T) {
			broken := strings.Replace(text, offender.old, offender.new, 1)
			if broken == text {
				t.Fatalf("the workflow has no %q", offender.old)
			}
			offend(t, workflowProblems(t, name, broken), offender.expected)
		})
	}
}
