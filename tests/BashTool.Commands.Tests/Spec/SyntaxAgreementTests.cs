using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using BashTool.Core.Syntax;
using BashTool.Core.Syntax.Ast;
using BashTool.Core.Text;

namespace BashTool.Commands.Tests.Spec;

/// <summary>What bash takes for commands the parser takes for commands, and what the printer writes is the same tree again.</summary>
public sealed class SyntaxAgreementTests
{
    private const int LargestScript = 300_000;

    private static readonly string[] ScriptTrees = ["/etc/init.d", "/usr/bin", "/usr/sbin", "/usr/share"];

    [Fact]
    public void The_scripts_that_bash_refuses_are_refused_and_no_others()
    {
        string root = SpecRoot();
        var refused = File.ReadLines(Path.Combine(root, "refused-scripts.txt")).Where(static line => !line.StartsWith('#')).ToHashSet();
        var wrong = new List<string>();
        foreach ((string row, string script) in Scripts(root))
        {
            SyntaxErrorException? error = Errors(script + "\n");
            if (error is not null != refused.Contains(row))
            {
                wrong.Add($"{row}: {error?.Message ?? "accepted"}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void A_printed_script_is_the_same_tree_again()
    {
        var wrong = new List<string>();
        foreach ((string row, string script) in Scripts(SpecRoot()))
        {
            if (!row.EndsWith("Keywords as patterns", StringComparison.Ordinal) // bash prints them so that they cannot be read again
                && Parser.TryParseAll(script, null, out Script tree, out _) && RoundTrip(tree) is { } difference)
            {
                wrong.Add($"{row}: {difference}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} differ\n{string.Join("\n\n", wrong.Take(20))}");
    }

    [Fact]
    public void Bash_and_the_parser_agree_on_the_scripts_of_this_machine()
    {
        string? bash = new[] { "/bin/bash", "/usr/bin/bash" }.FirstOrDefault(File.Exists);
        Assert.SkipUnless(OperatingSystem.IsLinux() && bash is not null, "there is no bash to ask");
        string[] paths = [.. MachineScripts()];
        bool[] accepted = Ask(bash!, paths);
        var wrong = new List<string>();
        for (int i = 0; i < paths.Length; i++)
        {
            string script = EscapedUtf8.Decode(File.ReadAllBytes(paths[i]));
            SyntaxErrorException? error = Errors(script);
            if (error is null != accepted[i])
            {
                wrong.Add($"{paths[i]}: {error?.Message ?? "accepted"} in line {error?.Line}");
            }
            else if (error is null && Parser.TryParseAll(script, null, out Script tree, out _) && RoundTrip(tree) is { } difference)
            {
                wrong.Add($"{paths[i]}: {difference}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {paths.Length} differ\n{string.Join("\n\n", wrong.Take(20))}");
    }

    private static IEnumerable<(string Row, string Script)> Scripts(string root)
    {
        foreach (string path in Directory.EnumerateFiles(root, "*.spec", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            foreach (SpecCase @case in SpecFile.Load(root, path).Cases)
            {
                yield return ($"{@case.File}: {@case.Name}", EscapedUtf8.Decode(@case.Script));
            }
        }
    }

    // Bash says nothing of an empty [[ ]], and its status is 0.
    private static SyntaxErrorException? Errors(string script) =>
        Parser.TryParseAll(script, null, out _, out SyntaxErrorException? error) || error!.Message.Length == 0 ? null : error;

    // Printing each command and reading it again gives the same nodes with the same texts.
    private static string? RoundTrip(Script script)
    {
        foreach (CommandList list in script.Commands)
        {
            if (Compare(list, out CommandList[] again) is { } difference)
            {
                return difference;
            }

            // What the printer writes in another way, as bash does, stays as it is from then on.
            foreach (CommandList rewritten in again)
            {
                if (Compare(rewritten, out _) is { } second)
                {
                    return second;
                }
            }
        }

        return null;
    }

    private static string? Compare(CommandList list, out CommandList[] again)
    {
        // As the body of a function, which is how bash prints what is to be read again.
        string printed = Printer.PrintFunction("f", new BraceGroup { Body = list }) + "\n";
        bool parsed = Parser.TryParseAll(printed, null, out Script script, out SyntaxErrorException? error);
        again = parsed && script.Commands is [{ Items: [{ Command: FunctionDefinition { Body: BraceGroup body } }] }] ? [body.Body] : [];
        if (again.Length == 0)
        {
            return $"{error?.Message}\n{printed}";
        }

        string before = Describe(list);
        string after = string.Concat(again.Select(Describe));
        if (before == after || SyntaxTree.SelfAndDescendants(list).Any(IsRewritten))
        {
            return null;
        }

        int at = before.AsSpan().CommonPrefixLength(after);
        int from = Math.Max(0, at - 60);
        return $"...{before.AsSpan(from, Math.Min(160, before.Length - from))}\nis  {after.AsSpan(from, Math.Min(160, after.Length - from))}\n{printed}";
    }

    private static bool IsRewritten(SyntaxNode node) => node switch
    {
        IfCommand command => command.Clauses.Length > 1,
        ConditionalWord => true,
        ForCommand loop => loop.Words is null,
        SelectCommand loop => loop.Words is null,
        ArithmeticForCommand loop => loop.Initializer is null || loop.Condition is null || loop.Step is null,
        AnsiCQuotedPart or HereDocument { IsQuoted: true } => true,
        Pipeline pipeline => Enumerable.Range(0, pipeline.Commands.Length).Any(pipeline.PipesStandardError),
        FunctionDefinition function => function.Body is not BraceGroup,
        _ => false,
    };

    private static string Describe(CommandList list)
    {
        var text = new StringBuilder();
        foreach (SyntaxNode node in SyntaxTree.SelfAndDescendants(list))
        {
            string? described = node switch
            {
                // How commands are separated is the printer's to choose.
                CommandList or CommandListItem => null,
                LiteralPart part => part.Text,
                QuotedLiteralPart part => part.Text,
                ParameterExpansion parameter => $"{parameter.Name} {parameter.Operator} {parameter.IsIndirect}",
                SimpleCommand command => $"command {command.Assignments.Length} {command.Words.Length} {command.Redirections.Length}",
                Assignment assignment => $"{assignment.Name} {assignment.IsAppend}",
                Redirection { Target.Text: "-" } redirection => $"close {redirection.EffectiveDescriptor} {redirection.DescriptorVariable}",
                Redirection redirection => $"{redirection.EffectiveDescriptor} {redirection.DescriptorVariable} {redirection.Operator}",
                HereDocument document => $"{document.IsQuoted} {document.Text}",
                FunctionDefinition function => "function " + function.Name,
                ForCommand loop => "for " + loop.Name,
                Pipeline pipeline => $"pipeline {pipeline.IsNegated} {pipeline.IsTimed}",
                WhileCommand loop => $"while {loop.IsUntil}",
                CaseItem item => $"item {item.Terminator}",
                ConditionalUnary unary => $"-{unary.Operator}",
                ConditionalBinary binary => binary.OperatorText,
                AndOrList andOr => "and-or " + string.Join(' ', andOr.Operators),
                _ => node.GetType().Name,
            };
            if (described is not null)
            {
                text.Append(described).Append('\n');
            }
        }

        return text.ToString();
    }

    private static IEnumerable<string> MachineScripts()
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
        byte[] head = new byte[64];
        foreach (string tree in ScriptTrees.Where(Directory.Exists))
        {
            foreach (string path in Directory.EnumerateFiles(tree, "*", options).Order(StringComparer.Ordinal))
            {
                // Below /usr/share only what is called a script is looked into: there are very many files.
                if (tree == "/usr/share" && !path.EndsWith(".sh", StringComparison.Ordinal) && !path.EndsWith(".bash", StringComparison.Ordinal))
                {
                    continue;
                }

                if (IsScript(path, head))
                {
                    yield return path;
                }
            }
        }
    }

    private static bool IsScript(string path, byte[] head)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.Length is 0 or > LargestScript)
            {
                return false;
            }

            using FileStream stream = file.OpenRead();
            ReadOnlySpan<byte> start = head.AsSpan(0, stream.Read(head));
            int end = start.IndexOf((byte)'\n');
            string line = Encoding.Latin1.GetString(end < 0 ? start : start[..end]);
            return line.StartsWith("#!", StringComparison.Ordinal) && (line.EndsWith("sh", StringComparison.Ordinal) || line.Contains("sh ", StringComparison.Ordinal))
                && !line.Contains("zsh", StringComparison.Ordinal) && !line.Contains("csh", StringComparison.Ordinal) && !line.Contains("fish", StringComparison.Ordinal)
                && !line.Contains("ksh", StringComparison.Ordinal) && !line.Contains("pwsh", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // One shell asks about all of them.
    private static bool[] Ask(string bash, string[] paths)
    {
        var start = new ProcessStartInfo(bash) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("""while IFS= read -r file; do "$0" -n "$file" 2>/dev/null </dev/null && echo 1 || echo 0; done""");
        start.ArgumentList.Add(bash);
        start.Environment["LC_ALL"] = "C.UTF-8";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> answers = process.StandardOutput.ReadToEndAsync();
        foreach (string path in paths)
        {
            process.StandardInput.WriteLine(path);
        }

        process.StandardInput.Close();
        string[] lines = answers.GetAwaiter().GetResult().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        _ = errors.GetAwaiter().GetResult();
        process.WaitForExit();
        Assert.Equal(paths.Length, lines.Length);
        return [.. lines.Select(static line => line == "1")];
    }

    private static string SpecRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "spec"));
}
