using System.Collections.Concurrent;
using System.IO.Enumeration;
using BashTool.Core.Streams;

namespace BashTool.Core.Execution;

/// <summary>Pretends that every program is there, starts none, records what would have been started, and answers from a table.</summary>
public sealed class TestMode(params IEnumerable<TestAnswer> answers) : IProcessLauncher
{
    private readonly List<TestAnswer> answers = [.. answers];
    private readonly ConcurrentQueue<TestStart> started = new();
    private int lastId;

    /// <summary>What would have been started, in order.</summary>
    public IReadOnlyList<TestStart> Started => [.. started];

    /// <summary>Adds an answer; those added later go first.</summary>
    public void Add(TestAnswer answer)
    {
        lock (answers)
        {
            answers.Insert(0, answer);
        }
    }

    /// <summary>Whether there is an answer for exactly that name.</summary>
    public bool HasAnswer(string name)
    {
        lock (answers)
        {
            return answers.Exists(answer => answer.Name == name);
        }
    }

    /// <summary>Forgets what was recorded.</summary>
    public void Clear() => started.Clear();

    /// <summary>Where a program of a name is said to be.</summary>
    public static string PathOf(string name) =>
        OperatingSystem.IsWindows() ? $@"C:\test-mode\{name}.exe" : $"/test-mode/{name}";

    public INativeProcess Start(NativeProgram program) =>
        new TestProcess(this, program, (OperatingSystem.IsWindows() ? 0 : 8_000_000) + Interlocked.Increment(ref lastId));

    internal TestAnswer Answer(TestStart start)
    {
        started.Enqueue(start);
        TestAnswer? found;
        lock (answers)
        {
            found = answers.Find(answer => Matches(answer, start));
        }

        return found is null ? new TestAnswer { Name = start.Name } : found.Handler is { } handler ? handler(start) : found;
    }

    private static bool Matches(TestAnswer answer, TestStart start)
    {
        if (!FileSystemName.MatchesSimpleExpression(answer.Name, start.Name, OperatingSystem.IsWindows()) || answer.Arguments.Count > start.Arguments.Count)
        {
            return false;
        }

        for (int i = 0; i < answer.Arguments.Count; i++)
        {
            if (answer.Arguments[i] != "*" && answer.Arguments[i] != start.Arguments[i])
            {
                return false;
            }
        }

        return true;
    }

    private sealed class TestProcess(TestMode mode, NativeProgram program, int id) : INativeProcess
    {
        public int Id => id;

        public int Wait(CancellationToken cancellation)
        {
            var start = new TestStart
            {
                Name = program.Name ?? program.Arguments[0],
                Arguments = [.. program.CalledWith ?? program.Arguments.Skip(1)],
                Executor = program.Executor,
                WorkingDirectory = program.WorkingDirectory.Text,
                Environment = Environment(),
                Input = ReadInput(cancellation),
            };
            TestAnswer answer = mode.Answer(start);
            Write(2, answer.Error.Span, cancellation);
            try
            {
                Write(1, answer.Output.Span, cancellation);
            }
            catch (BrokenPipeException)
            {
                const int brokenPipe = 141;
                return brokenPipe;
            }

            return answer.Status & 0xFF;
        }

        public bool Signal(int number) => false;

        private Dictionary<string, string> Environment()
        {
            var variables = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach ((string name, string value) in program.Environment)
            {
                variables[name] = value;
            }

            return variables;
        }

        // Only what was made for the program: a terminal or the caller's own input is left alone.
        private byte[] ReadInput(CancellationToken cancellation)
        {
            OpenFile? input = File(0);
            if (input is null or { CanRead: false } or { IsTerminal: true } or HostDescriptor or HostStream)
            {
                return [];
            }

            var all = new MemoryStream();
            try
            {
                while (true)
                {
                    ReadOnlySpan<byte> there = input.Peek(cancellation);
                    if (there.IsEmpty)
                    {
                        return all.ToArray();
                    }

                    all.Write(there);
                    input.Advance(there.Length);
                }
            }
            catch (Files.FileSystemException)
            {
                return all.ToArray();
            }
        }

        private OpenFile? File(int number)
        {
            foreach ((int at, OpenFile file) in program.Descriptors)
            {
                if (at == number)
                {
                    return file;
                }
            }

            return null;
        }

        private void Write(int number, ReadOnlySpan<byte> bytes, CancellationToken cancellation)
        {
            if (bytes.Length > 0 && File(number) is { } target)
            {
                target.Write(bytes, cancellation);
                target.Flush();
            }
        }
    }
}
