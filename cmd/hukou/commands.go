package main

// commands is the command line.
type commands struct {
	ShowVersion versionFlag `name:"version" help:"版本 · Say which program this is."`

	Demo    demoCommand    `cmd:"" help:"演示：带虚构数据的一次性实例 · A seeded, throw-away instance on this machine."`
	Serve   serveCommand   `cmd:"" help:"正式运行 · Run the service."`
	Migrate migrateCommand `cmd:"" help:"建立或升级数据库 · Make the database, or bring it up to date."`
	Officer officerCommand `cmd:"" help:"民警账号与任职 · Accounts and postings of officers."`
	Import  importCommand  `cmd:"" help:"导入机构或名册 · Bring in stations, or a roster."`
	Load    loadCommand    `cmd:"" help:"装载既有人口数据 · Load existing people, households and history."`
	Check   checkCommand   `cmd:"" help:"核验规则与登记簿 · Prove the rule book and the register."`
	Verify  verifyCommand  `cmd:"" help:"核验留痕的存证 · Prove the journal against what was signed and witnessed."`
	Witness witnessCommand `cmd:"" help:"在另一台机器上见证 · See what is signed from another host, and keep it there."`
	Export  exportGroup    `cmd:"" help:"导出存证或统计报表 · Write what hukou verify needs, or a sheet of the statistics."`
	Backup  backupCommand  `cmd:"" help:"备份内嵌数据库，并核验副本 · Copy an embedded register into one file, and prove the copy."`
	Restore restoreCommand `cmd:"" help:"从备份恢复，并与见证核对 · Put a copy back, held against what was witnessed."`
	Key     keyCommand     `cmd:"" help:"密钥：查看、重新加密、更换 · Keys: what they seal, sealing anew, rotation."`
	Explain explainCommand `cmd:"" help:"说明能否办理的每一条件 · Why an officer may or may not take a step now."`
	Docs    docsCommand    `cmd:"" help:"生成规则表与接口说明 · Write the generated rule tables and the API description."`
	Bench   benchCommand   `cmd:"" help:"测速 · Measure steps per second."`
	Health  healthCommand  `cmd:"" help:"探活，供容器使用 · Ask a running service whether it is ready."`
	Inspect inspectCommand `cmd:"" hidden:"" help:"检查上传的文件，由服务自行启动 · Look at one file that was brought; the service starts it."`
	Version versionCommand `cmd:"" help:"版本 · Say which program this is."`
}
