using System.Text;
using System.Text.Json;
using BashTool.Core.Files;
using BashTool.Core.Limits;

namespace BashTool.Core.Sandbox;

/// <summary>A policy as a JSON file. Relative paths in it count from the file's directory.</summary>
public static class SandboxPolicyFile
{
    /// <summary>Reads a policy file.</summary>
    /// <exception cref="SandboxPolicyException">It cannot be read or is wrong.</exception>
    public static SandboxPolicy Load(HostPath file, SandboxPolicy? basis = null)
    {
        byte[] bytes;
        try
        {
            bytes = HostDirectories.ReadFile(file);
        }
        catch (FileSystemException e)
        {
            throw new SandboxPolicyException(file.Text, 0, 0, e.Description);
        }

        return Parse(bytes, file.Text, HostPath.OfThisMachine(Path.GetDirectoryName(Path.GetFullPath(file.Text)) ?? "/"), basis);
    }

    /// <summary>Reads a policy from text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="directory">What relative paths count from.</param>
    /// <param name="basis">What holds where the text says nothing.</param>
    /// <exception cref="SandboxPolicyException">It is wrong; the message says where.</exception>
    public static SandboxPolicy Parse(string json, HostPath directory = default, SandboxPolicy? basis = null)
        => Parse(Encoding.UTF8.GetBytes(json), "", directory, basis);

    /// <summary>The policy as JSON; reading it gives the same policy again.</summary>
    public static string ToJson(SandboxPolicy policy) => JsonSerializer.Serialize(PolicyWriter.ToDocument(policy), PolicyJson.Default.PolicyDocument);

    /// <summary>Writes a policy file.</summary>
    /// <exception cref="FileSystemException">It cannot be written.</exception>
    public static void Save(SandboxPolicy policy, HostPath file) => HostDirectories.WriteFile(file, Encoding.UTF8.GetBytes(ToJson(policy) + "\n"));

    private static SandboxPolicy Parse(byte[] json, string file, HostPath directory, SandboxPolicy? basis)
    {
        ReadOnlySpan<byte> text = json;
        if (text.StartsWith("\u00EF\u00BB\u00BF"u8) || text.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            text = text[3..];
        }

        PolicyDocument? document;
        try
        {
            document = JsonSerializer.Deserialize(text, PolicyJson.Default.PolicyDocument);
        }
        catch (JsonException e)
        {
            throw new SandboxPolicyException(file, (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1, Reword(e));
        }

        if (document is null)
        {
            throw new SandboxPolicyException(file, 1, 1, "a policy is an object: { ... }");
        }

        try
        {
            return new PolicyReader(directory).Read(document, basis ?? new SandboxPolicy());
        }
        catch (PolicyProblem problem)
        {
            (int line, int column) = JsonPlace.Find(text, problem.Place);
            throw new SandboxPolicyException(file, line, column, $"{problem.Place}: {problem.Message}");
        }
    }

    // The library's message without its own way of saying where.
    private static string Reword(JsonException e)
    {
        string message = e.Message;
        int path = message.IndexOf(" Path: ", StringComparison.Ordinal);
        message = path < 0 ? message : message[..path];
        int place = message.IndexOf(" LineNumber: ", StringComparison.Ordinal);
        message = place < 0 ? message : message[..place];
        string where = e.Path is { Length: > 2 } full ? full[2..] + ": " : "";
        if (message.StartsWith("The JSON property '", StringComparison.Ordinal))
        {
            return $"unknown setting '{message.Split('\'')[1]}'";
        }

        return message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal) ? where + "a value of another kind is expected" : where + message.TrimEnd('.');
    }
}
