package tools_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"
)

// compose reads a compose file as the real program does, as if the folder held it.
func compose(t *testing.T, text string) (*types.Project, error) {
	t.Helper()
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	return loader.LoadWithContext(t.Context(), types.ConfigDetails{
		WorkingDir:  root,
		ConfigFiles: []types.ConfigFile{{Filename: filepath.Join(root, "docker-compose.yml"), Content: []byte(text)}},
	})
}

func ours(t *testing.T) *types.Project {
	t.Helper()
	project, err := compose(t, readFile(t, "../docker-compose.yml"))
	if err != nil {
		t.Fatal(err)
	}
	return project
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestMisspeltComposeFileIsRefused(t *testing.T) {
	text := readFile(t, "../docker-compose.yml")
	for right, wrong := range map[string]string{
		"service_healthy":  "service_helthy",
		"healthcheck:":     "heathcheck:",
		"secrets: [app":    "secrets: [ap",
		"migrate:\n      ": "migrat:\n      ",
	} {
		if !strings.Contains(text, right) {
			t.Errorf("%q is not in docker-compose.yml, so nothing was misspelt", right)
			continue
		}
		if _, err := compose(t, strings.ReplaceAll(text, right, wrong)); err == nil {
			t.Errorf("docker-compose.yml with %q for %q is taken for good", wrong, right)
		}
	}
}

// What is measured is what runs: `make bench` starts PostgreSQL with the settings of
// docker-compose.yml.
func TestTheBenchMeasuresTheSettingsOfTheService(t *testing.T) {
	made := regexp.MustCompile(`(?m)^SERVICE = (.+)$`).FindStringSubmatch(readFile(t, "../Makefile"))
	if made == nil {
		t.Fatal("the Makefile names no SERVICE settings")
	}
	if run := ours(t).Services["postgres"].Command; strings.Join(run, " ") != "postgres "+made[1] {
		t.Errorf("docker-compose.yml runs %q, make bench %q", run, made[1])
	}
}

func TestComposeServesOnlyAfterDatabaseAndMigrationAreWell(t *testing.T) {
	project := ours(t)
	for name, want := range map[string]string{
		"postgres": types.ServiceConditionHealthy,
		"migrate":  types.ServiceConditionCompletedSuccessfully,
	} {
		if got := project.Services["hukou"].DependsOn[name]; got.Condition != want || !got.Required {
			t.Errorf("hukou waits for %s with %q (required: %t), want %q", name, got.Condition, got.Required, want)
		}
	}
	for _, name := range []string{"postgres", "hukou"} {
		if check := project.Services[name].HealthCheck; check == nil || check.Disable || len(check.Test) < 2 {
			t.Errorf("%s has no health check", name)
		}
	}
}

func TestComposeKeepsDataInNamedVolumes(t *testing.T) {
	project := ours(t)
	for service, target := range map[string]string{"postgres": "/var/lib/postgresql/data", "hukou": "/data"} {
		named := slices.ContainsFunc(project.Services[service].Volumes, func(v types.ServiceVolumeConfig) bool {
			return v.Type == types.VolumeTypeVolume && v.Source != "" && v.Target == target
		})
		if !named {
			t.Errorf("%s keeps %s in no named volume", service, target)
		}
	}
}

func TestComposeHoldsNoSecretAndGivesEachServiceOnlyItsOwn(t *testing.T) {
	project := ours(t)
	for name, secret := range project.Secrets {
		if secret.File == "" || secret.Content != "" {
			t.Errorf("the secret %s does not come from a file", name)
		}
	}
	withPassword := regexp.MustCompile(`://[^/@\s]*:[^/@\s]*@`)
	for _, service := range project.Services {
		for name, value := range service.Environment {
			if value == nil {
				continue
			}
			if withPassword.MatchString(*value) || strings.HasSuffix(name, "PASSWORD") {
				t.Errorf("%s: the variable %s holds a password", service.Name, name)
			}
		}
	}
	for service, want := range map[string]string{"hukou": "app_pgpass", "migrate": "owner_pgpass"} {
		if got := project.Services[service].Secrets; len(got) != 1 || got[0].Source != want {
			t.Errorf("%s has the secrets %+v, want %s alone", service, got, want)
		}
	}
}

func TestImageIsStaticAndRunsAsNobodyInParticular(t *testing.T) {
	text := readFile(t, "../Dockerfile")
	last := text[strings.LastIndex(text, "\nFROM "):]
	for _, line := range []string{"FROM scratch", "USER 65532:65532", `ENTRYPOINT ["/hukou"]`, `CMD ["serve"]`} {
		if !strings.Contains(last, "\n"+line+"\n") {
			t.Errorf("the last stage of the Dockerfile lacks %q", line)
		}
	}
	if !strings.Contains(text, "CGO_ENABLED=0 go build") {
		t.Error("the Dockerfile does not build a static binary: scratch has no C library")
	}
}

func TestBuilderNeverSeesSecretsOrData(t *testing.T) {
	ignored := strings.Split(readFile(t, "../.dockerignore"), "\n")
	for _, name := range []string{"secrets", "data", ".env", ".git"} {
		if !slices.Contains(ignored, name) {
			t.Errorf(".dockerignore lets %s through", name)
		}
	}
}
