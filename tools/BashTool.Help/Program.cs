using BashTool.Help;

// BashTool.Help DOCS OUTPUT: makes PowerShell's help (MAML and about topics) out of the markdown.
if (args.Length != 2)
{
    Console.Error.WriteLine("usage: BashTool.Help DOCS OUTPUT");
    return 2;
}

Directory.CreateDirectory(args[1]);
var cmdlets = new List<CmdletPage>();
foreach (string file in Directory.EnumerateFiles(args[0], "*.md").Order(StringComparer.Ordinal))
{
    string name = Path.GetFileNameWithoutExtension(file);
    string text = File.ReadAllText(file).Replace("\r", "", StringComparison.Ordinal);
    if (name.StartsWith("about_", StringComparison.Ordinal))
    {
        File.WriteAllText(Path.Combine(args[1], name + ".help.txt"), AboutPage.ToText(text));
    }
    else
    {
        cmdlets.Add(CmdletPage.Parse(name, text));
    }
}

MamlWriter.Write(cmdlets, Path.Combine(args[1], "BashTool.PowerShell.dll-Help.xml"));
return 0;
