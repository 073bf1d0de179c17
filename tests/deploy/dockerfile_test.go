package deploy

import (
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerui"
	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"
	content "github.com/opencontainers/go-digest"
	platforms "github.com/opencontainers/image-spec/specs-go/v1"
)

// anyImage stands for the registry: the linter wants the configuration of base images, and is told an empty one.
type anyImage struct{}

func (anyImage) ResolveImageConfig(_ context.Context, ref string, _ sourceresolver.Opt) (string, content.Digest, []byte, error) {
	return ref, "", []byte(`{"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":[]}}`), nil
}

// dockerfile are the stages as BuildKit reads them, and what its linter warns of.
func dockerfile(t *testing.T, text string) ([]instructions.Stage, []string) {
	t.Helper()
	parsed, err := parser.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	stages, _, err := instructions.Parse(parsed.AST, nil)
	if err != nil {
		t.Fatal(err)
	}
	source := llb.NewSourceMap(nil, "Dockerfile", "Dockerfile", []byte(text))
	source.Definition = &llb.Definition{}
	platform := &platforms.Platform{OS: "linux", Architecture: "amd64"}
	found, err := dockerfile2llb.DockerfileLint(context.Background(), []byte(text), dockerfile2llb.ConvertOpt{
		MetaResolver:   anyImage{},
		SourceMap:      source,
		TargetPlatform: platform,
		Config:         dockerui.Config{BuildPlatforms: []platforms.Platform{*platform}},
	})
	if err != nil {
		t.Fatal(err)
	}
	var warnings []string
	for _, warning := range found.Warnings {
		warnings = append(warnings, warning.RuleName+": "+warning.Detail)
	}
	if found.Error != nil {
		warnings = append(warnings, found.Error.Message)
	}
	return stages, warnings
}

// image is what the last stage leaves.
type image struct {
	user        string
	environment map[string]string
	entrypoint  []string
	command     []string
	health      []string
	stop        string
	version     string
	labels      map[string]string
}

func final(stages []instructions.Stage) image {
	result := image{environment: map[string]string{}, labels: map[string]string{}}
	for _, command := range stages[len(stages)-1].Commands {
		switch command := command.(type) {
		case *instructions.UserCommand:
			result.user = command.User
		case *instructions.EnvCommand:
			for _, pair := range command.Env {
				result.environment[pair.Key] = pair.Value
			}
		case *instructions.LabelCommand:
			for _, pair := range command.Labels {
				result.labels[pair.Key] = pair.Value
			}
		case *instructions.EntrypointCommand:
			result.entrypoint = command.CmdLine
		case *instructions.CmdCommand:
			result.command = command.CmdLine
		case *instructions.HealthCheckCommand:
			if command.Health.Test[0] == "CMD" {
				result.health = command.Health.Test[1:]
			}
		case *instructions.StopSignalCommand:
			result.stop = command.Signal
		case *instructions.ArgCommand:
			for _, argument := range command.Args {
				if argument.Key == "VERSION" && argument.Value != nil {
					result.version = *argument.Value
				}
			}
		}
	}
	return result
}

var number = regexp.MustCompile(`^[1-9]\d*(:[1-9]\d*)?$`)

func dockerfileProblems(stages []instructions.Stage, warnings []string) []string {
	problems := slices.Clone(warnings)
	mind := func(bad bool, text string) {
		if bad {
			problems = append(problems, text)
		}
	}
	for _, stage := range stages {
		problems = append(problems, imageProblems(stage.BaseName)...)
		mind(!digest.MatchString(stage.BaseName), "base image "+stage.BaseName+" has no digest")
	}
	last := final(stages)
	for _, command := range stages[len(stages)-1].Commands {
		_, shell := command.(*instructions.RunCommand)
		mind(shell, "the final image has no shell to run anything")
	}
	mind(len(stages) < 2, "what compiles is in the final image")
	mind(!number.MatchString(last.user), "user "+last.user+" is root, or known by name only")
	mind(len(last.health) == 0, "no health check without a shell")
	mind(len(last.entrypoint) != 1, "the entrypoint is not the binary alone")
	mind(last.stop != "SIGTERM", "it is not stopped by SIGTERM")
	for _, label := range []string{"title", "description", "licenses", "version", "revision"} {
		mind(last.labels[`org.opencontainers.image.`+label] == "", "no label "+label)
	}
	return problems
}

func TestDockerfileKeepsTheRules(t *testing.T) {
	stages, warnings := dockerfile(t, read(t, "Dockerfile"))
	accept(t, dockerfileProblems(stages, warnings))
	last := final(stages)
	if last.version != version(t) {
		t.Errorf("its version is %q, the crate's is %q", last.version, version(t))
	}
	accept(t, settingProblems(settings(t), "Dockerfile", last.environment))
}

func TestDockerfileOffendersAreMinded(t *testing.T) {
	text := read(t, "Dockerfile")
	for _, offender := range []struct{ name, old, new, expected string }{
		{"no digest", "@sha256:54df941ed0d06a1bd95ef5e0ce391fd8d9f94b64782dc9a60062727849ee3f97", "", "has no digest"},
		{"root", "USER 65532:65532", "USER root", "is root"},
		{"by name", "USER 65532:65532", "USER nonroot", "known by name"},
		{"shell health", `CMD ["/usr/local/bin/vitrina", "health", "--url", "http://127.0.0.1:8080/readyz"]`, "CMD vitrina health", "without a shell"},
		{"shell entrypoint", `ENTRYPOINT ["/usr/local/bin/vitrina"]`, "ENTRYPOINT vitrina", "JSONArgs"},
		{"shell", "STOPSIGNAL SIGTERM", "RUN true\nSTOPSIGNAL SIGTERM", "no shell"},
		{"signal", "STOPSIGNAL SIGTERM", "STOPSIGNAL SIGKILL", "SIGTERM"},
		{"lower case", "EXPOSE 8080", "expose 8080", "ConsistentInstructionCasing"},
	} {
		t.Run(offender.name, func(t *testing.T) {
			broken := strings.Replace(text, offender.old, offender.new, 1)
			if broken == text {
				t.Fatalf("the Dockerfile has no %q", offender.old)
			}
			stages, warnings := dockerfile(t, broken)
			offend(t, dockerfileProblems(stages, warnings), offender.expected)
		})
	}
}

// buildContext are the files that the builder is sent, by .dockerignore.
func buildContext(t *testing.T) []string {
	t.Helper()
	patterns, err := ignorefile.ReadAll(strings.NewReader(read(t, ".dockerignore")))
	if err != nil {
		t.Fatal(err)
	}
	matcher, err := patternmatcher.New(patterns)
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	err = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if relative == ".git" || relative == "target" || entry.Name() == "node_modules" {
				return filepath.SkipDir
			}
			return nil
		}
		ignored, err := matcher.MatchesOrParentMatches(relative)
		if err == nil && !ignored {
			files = append(files, relative)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

var included = regexp.MustCompile(`include_(?:str|bytes)!\(\s*"([^"]+)"`)

// The image is compiled from what .dockerignore lets through: Cargo must accept it as a package, and each file that a
// source includes must be there.
func TestBuildContextHoldsWhatTheBuildReads(t *testing.T) {
	files, copied := buildContext(t), t.TempDir()
	for _, file := range files {
		text, err := os.ReadFile(filepath.Join(root, file))
		if err != nil {
			t.Fatal(err)
		}
		target := filepath.Join(copied, file)
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(target, text, 0o644); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(file, "src/") || filepath.Base(file) == "tests.rs" || !strings.HasSuffix(file, ".rs") {
			continue
		}
		// What stands after the unit tests' mark is not part of the image.
		sources, _, _ := strings.Cut(string(text), "#[cfg(test)]\nmod tests {")
		for _, found := range included.FindAllStringSubmatch(sources, -1) {
			if wanted := filepath.Join(filepath.Dir(file), found[1]); !slices.Contains(files, wanted) {
				t.Errorf("%s includes %s, which .dockerignore keeps out", file, wanted)
			}
		}
	}
	cargo := exec.CommandContext(context.Background(), "cargo", "metadata", "--no-deps", "--locked", "--offline", "--format-version=1")
	cargo.Dir = copied
	said, err := cargo.Output()
	if err != nil {
		t.Fatalf("cargo metadata: %v", err)
	}
	var package_ struct {
		Packages []struct{ Targets []struct{ Name string } }
	}
	if err := json.Unmarshal(said, &package_); err != nil || len(package_.Packages) != 1 {
		t.Fatalf("%v: %s", err, said)
	}
	for _, private := range []string{".git/config", "README.md", "docs/testing.md", "compose.yaml"} {
		if slices.Contains(files, private) {
			t.Errorf("%s is sent to the builder", private)
		}
	}
}
