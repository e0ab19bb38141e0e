using System.Runtime.InteropServices;

namespace BashTool.Core.Expansion;

/// <summary>What opened a scope of variables.</summary>
public enum ScopeKind
{
    /// <summary>A function call: <c>local</c> makes variables in it.</summary>
    Function,

    /// <summary>The assignments before a builtin.</summary>
    Temporary,

    /// <summary>The assignments before <c>eval</c>, <c>source</c>, <c>unset</c>: <c>local</c> may take one of its variables for its own.</summary>
    Carried,
}

/// <content>Scopes: locals, and the assignments before a command.</content>
public sealed partial class ShellVariables
{
    private Scope? scope;

    // A closed scope to use again: calls open and close them all the time.
    private Scope? spare;

    /// <summary>The number of scopes open.</summary>
    public int Depth => scope?.Depth ?? 0;

    /// <summary>A function is being executed, so <c>local</c> makes sense.</summary>
    public bool InFunction => FunctionScope() is not null;

    /// <summary>Opens a scope. Each must be closed by <see cref="PopScope"/>.</summary>
    public void PushScope(ScopeKind kind)
    {
        if (spare is { } reused)
        {
            spare = null;
            reused.Open(kind, scope);
            scope = reused;
        }
        else
        {
            scope = new Scope(kind, scope, this);
        }
    }

    /// <summary>Closes the innermost scope: what its variables hid is visible again.</summary>
    public void PopScope()
    {
        Scope closing = scope ?? throw new InvalidOperationException("No scope is open.");
        scope = closing.Outer;
        if (closing.Owner == this && spare is null)
        {
            spare = closing;
        }

        List<(string Name, ShellVariable? Outer)>? saved = closing.Saved;
        if (saved is not null)
        {
            for (int i = saved.Count - 1; i >= 0; i--)
            {
                (string name, ShellVariable? outer) = saved[i];
                ref ShellVariable? slot = ref CollectionsMarshal.GetValueRefOrAddDefault(map, name, out _);
                bool watched = ((slot?.Attributes | outer?.Attributes) & VariableAttributes.Watched) != 0;
                slot = outer;
                if (watched)
                {
                    Changed?.Invoke(name);
                }
            }
        }

        closing.SavedOptions?.Invoke();
        if (spare == closing)
        {
            closing.Close();
        }
    }

    /// <summary><c>local -</c>: the options come back when the function returns.</summary>
    public void RestoreAtReturn(Action restoreOptions)
    {
        if (FunctionScope() is { } function)
        {
            Own(function).SavedOptions ??= restoreOptions;
        }
    }

    /// <summary>The function has said <c>local -</c>.</summary>
    public bool RestoresOptions => FunctionScope()?.SavedOptions is not null;

    /// <summary>Makes a variable of the innermost function, or gives the one it has; in no function the global one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="inherit">It starts with the outer variable's value and attributes (<c>local -I</c>, localvar_inherit).</param>
    /// <exception cref="ExpansionException">A global read-only variable would be hidden.</exception>
    public ShellVariable DeclareLocal(string name, bool inherit = false)
    {
        Scope? function = FunctionScope();
        if (function is null)
        {
            return GetOrCreate(name);
        }

        ShellVariable? visible = FindForWrite(name);
        if (visible is not null && (visible.Depth == function.Depth
            || (visible.Depth > function.Depth && ScopeAt(visible.Depth).Kind == ScopeKind.Carried)))
        {
            visible.Attributes &= ~VariableAttributes.Temporary;
            return visible;
        }

        if (visible is not null && visible.IsReadOnly && visible.Depth == 0)
        {
            throw new ExpansionException($"{name}: readonly variable", ExpansionSeverity.Fail);
        }

        // What was assigned before a command is handed on.
        bool given = visible is not null && (visible.Attributes & VariableAttributes.Temporary) != 0;
        ShellVariable made;
        if (visible is not null && (inherit || given || Host.Options.LocalvarInherit))
        {
            made = visible is DynamicVariable ? new ShellVariable(name) : visible.Copy();
            made.Attributes &= ~VariableAttributes.Temporary;
        }
        else
        {
            made = new ShellVariable(name);
            if (visible is not null)
            {
                made.Attributes = visible.Attributes & (VariableAttributes.Exported | VariableAttributes.Watched);
            }
        }

        made.Depth = function.Depth;
        Scope? above = ScopeAbove(function, name);
        if (above is null)
        {
            Own(function).Save(name, visible);
            map[name] = made;
        }
        else
        {
            // A temporary assignment before this very command hides the new local until the command ends.
            Scope own = Own(above);
            int at = own.IndexOf(name);
            ShellVariable? outer = own.Saved![at].Outer;
            own.Saved[at] = (name, made);
            Own(function).Save(name, outer);
        }

        if ((made.Attributes & VariableAttributes.Watched) != 0)
        {
            Changed?.Invoke(name);
        }

        return made;
    }

    /// <summary>Makes the variable of an assignment before a command, exported, in the innermost scope.</summary>
    /// <exception cref="ExpansionException">It is read-only; bash reports that and runs the command all the same.</exception>
    public ShellVariable DeclareTemporary(string name)
    {
        Scope innermost = scope ?? throw new InvalidOperationException("No scope is open.");
        ShellVariable? visible = FindForWrite(name);
        if (visible is not null && visible.Depth == innermost.Depth)
        {
            return visible;
        }

        if (visible is not null && visible.IsReadOnly)
        {
            throw new ExpansionException($"{name}: readonly variable", ExpansionSeverity.Fail);
        }

        var made = new ShellVariable(name)
        {
            Attributes = VariableAttributes.Exported | VariableAttributes.Temporary,
            Depth = innermost.Depth,
        };
        if (visible is not null)
        {
            made.Attributes |= visible.Attributes
                & (VariableAttributes.Watched | VariableAttributes.Integer | VariableAttributes.CaseMask);
        }

        Own(innermost).Save(name, visible);
        map[name] = made;
        return made;
    }

    /// <summary>The global variable behind whatever hides it (<c>declare -g</c>); null if there is none.</summary>
    public ShellVariable? FindGlobal(string name)
    {
        (Scope? outermost, int at) = OutermostSaved(name);
        if (outermost is null)
        {
            return FindForWrite(name);
        }

        ShellVariable? saved = outermost.Saved![at].Outer;
        return outermost.Owner == this ? saved : Own(outermost).Saved![at].Outer;
    }

    /// <summary>The global variable behind whatever hides it, made if there is none.</summary>
    public ShellVariable GetOrCreateGlobal(string name)
    {
        if (FindGlobal(name) is { } found)
        {
            return found;
        }

        (Scope? outermost, int at) = OutermostSaved(name);
        if (outermost is null)
        {
            return GetOrCreate(name);
        }

        var made = new ShellVariable(name);
        Own(outermost).Saved![at] = (name, made);
        return made;
    }

    /// <summary>Unsets what the name shows, namerefs not followed. A local of the running function leaves a hole, one of a caller shows what it hid.</summary>
    /// <returns>False if there was none.</returns>
    /// <exception cref="ExpansionException">It is read-only.</exception>
    public bool Unset(string name)
    {
        ShellVariable? variable = FindForWrite(name);
        if (variable is null)
        {
            return false;
        }

        if (name == "PIPESTATUS" && variable is DynamicVariable)
        {
            // The next command makes it again.
            return true;
        }

        if (variable.IsReadOnly)
        {
            throw new ExpansionException($"{name}: cannot unset: readonly variable", ExpansionSeverity.Fail);
        }

        if ((variable.Attributes & VariableAttributes.NoUnset) != 0)
        {
            throw new ExpansionException($"{name}: cannot unset", ExpansionSeverity.Fail);
        }

        bool watched = (variable.Attributes & VariableAttributes.Watched) != 0;
        VariableAttributes watch = variable.Attributes & VariableAttributes.Watched;
        int depth = variable.Depth;
        int function = FunctionScope()?.Depth ?? 0;
        if (depth == 0)
        {
            if (watched)
            {
                // Who watches a name wants to hear of the next assignment too.
                map[name] = new ShellVariable(name) { Attributes = watch };
            }
            else
            {
                RemoveBinding(name);
            }
        }
        else if ((variable.Attributes & VariableAttributes.Temporary) == 0 && function > 0 && (depth >= function || Host.Options.LocalvarUnset))
        {
            map[name] = new ShellVariable(name) { Depth = depth, Attributes = watch };
        }
        else
        {
            for (Scope? at = scope; at is not null; at = at.Outer)
            {
                if (at.Depth == depth)
                {
                    Scope own = Own(at);
                    int index = own.IndexOf(name);
                    ShellVariable? outer = own.Saved![index].Outer;
                    own.Saved.RemoveAt(index);
                    Bind(name, outer);
                    break;
                }
            }
        }

        if (watched)
        {
            Changed?.Invoke(name);
        }

        return true;
    }

    /// <summary>The locals of the running function, in bash's order (<c>local</c> alone lists them).</summary>
    public IEnumerable<ShellVariable> Locals()
    {
        int depth = FunctionScope()?.Depth ?? -1;
        return depth < 0 ? [] : All().Where(variable => variable.Depth == depth && (variable.Attributes & VariableAttributes.Temporary) == 0);
    }

    private Scope? FunctionScope()
    {
        Scope? at = scope;
        while (at is not null && at.Kind != ScopeKind.Function)
        {
            at = at.Outer;
        }

        return at;
    }

    private Scope ScopeAt(int depth)
    {
        Scope at = scope!;
        while (at.Depth > depth)
        {
            at = at.Outer!;
        }

        return at;
    }

    private Scope? ScopeAbove(Scope limit, string name)
    {
        Scope? found = null;
        for (Scope? at = scope; at is not null && at != limit; at = at.Outer)
        {
            if (at.IndexOf(name) >= 0)
            {
                found = at;
            }
        }

        return found;
    }

    private (Scope? Scope, int Index) OutermostSaved(string name)
    {
        (Scope?, int) found = (null, -1);
        for (Scope? at = scope; at is not null; at = at.Outer)
        {
            int index = at.IndexOf(name);
            if (index >= 0)
            {
                found = (at, index);
            }
        }

        return found;
    }

    /// <summary>The scope in a copy that may be changed: an overlay starts with its parent's.</summary>
    private Scope Own(Scope wanted)
    {
        if (wanted.Owner == this)
        {
            return wanted;
        }

        var path = new Stack<Scope>();
        for (Scope? at = scope; at != wanted; at = at!.Outer)
        {
            path.Push(at!);
        }

        Scope copy = wanted.CopyFor(this, wanted.Outer);
        copy.CopyVariables();
        Scope inner = copy;
        while (path.TryPop(out Scope? next))
        {
            if (next.Owner == this)
            {
                inner = next.Rebase(inner);
            }
            else
            {
                inner = next.CopyFor(this, inner);
                inner.CopyVariables();
            }
        }

        scope = inner;
        return copy;
    }

    private static Scope? CloneScopes(Scope? innermost, ShellVariables owner)
    {
        if (innermost is null)
        {
            return null;
        }

        var chain = new Stack<Scope>();
        for (Scope? at = innermost; at is not null; at = at.Outer)
        {
            chain.Push(at);
        }

        Scope? result = null;
        while (chain.TryPop(out Scope? next))
        {
            result = next.CopyFor(owner, result);
            result.CopyVariables();
        }

        return result;
    }

    private sealed class Scope(ScopeKind kind, Scope? outer, ShellVariables owner)
    {
        public ScopeKind Kind { get; private set; } = kind;

        public Scope? Outer { get; private set; } = outer;

        public ShellVariables Owner { get; } = owner;

        public int Depth { get; private set; } = (outer?.Depth ?? 0) + 1;

        public List<(string Name, ShellVariable? Outer)>? Saved { get; private set; }

        public Action? SavedOptions { get; set; }

        public void Open(ScopeKind newKind, Scope? newOuter)
        {
            Kind = newKind;
            Outer = newOuter;
            Depth = (newOuter?.Depth ?? 0) + 1;
        }

        public void Close()
        {
            Saved?.Clear();
            SavedOptions = null;
            Outer = null;
        }

        public void Save(string name, ShellVariable? variable) => (Saved ??= []).Add((name, variable));

        public int IndexOf(string name)
        {
            if (Saved is not null)
            {
                for (int i = 0; i < Saved.Count; i++)
                {
                    if (Saved[i].Name == name)
                    {
                        return i;
                    }
                }
            }

            return -1;
        }

        public Scope CopyFor(ShellVariables table, Scope? newOuter) => new(Kind, newOuter, table)
        {
            Saved = Saved is null ? null : [.. Saved],
            SavedOptions = SavedOptions,
        };

        public void CopyVariables()
        {
            for (int i = 0; Saved is not null && i < Saved.Count; i++)
            {
                Saved[i] = (Saved[i].Name, Saved[i].Outer?.Copy());
            }
        }

        public Scope Rebase(Scope newOuter)
        {
            Outer = newOuter;
            return this;
        }
    }
}
